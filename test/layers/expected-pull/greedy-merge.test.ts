import { expect, test } from 'vitest';
import { greedyMerges } from '../../../src/layers/expected-pull/greedy-merge.ts';
import {
  coreGroups,
  type Groups,
  membersOf,
  rateTogether,
  singleGroups,
} from '../../../src/layers/expected-pull/groups.ts';
import type { PullModel } from '../../../src/layers/pull-model/pull-model.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

function merged(model: PullModel, target: number): Groups {
  const roles = new Uint8Array(model.n);
  const groups = singleGroups(model, roles, Uint32Array.from(roles.keys()));
  greedyMerges(groups)(target);
  return groups;
}

function rise(groups: Groups, a: number, b: number): number {
  const { model, sizes, rates, sharing } = groups;
  const rate = rateTogether(groups, a, b);
  const added = (group: number): number =>
    sizes[group]! * (rate - rates[group]! + model.sharingWeight * sharing[group]!);
  return added(a) + added(b);
}

test('of all merges it makes the cheapest, every time', () => {
  checkProperty(
    randomModels(24),
    ({ model }) => {
      for (let target = model.n - 1; target >= 1; target--) {
        const before = merged(model, target + 1);
        const after = merged(model, target);
        const groups = coreGroups(before);
        expect(coreGroups(after)).toHaveLength(target);

        const rises = groups.flatMap((a, i) => groups.slice(i + 1).map((b) => rise(before, a, b)));
        const gone = groups.find((group) => after.alive[group] === 0)!;
        const kept = coreGroups(after).find((group) => membersOf(after, group).includes(gone))!;
        const least = Math.min(...rises);
        const tolerance = 1e-9 * Math.max(1, Math.abs(least));
        expect(rise(before, kept, gone)).toBeLessThanOrEqual(least + tolerance);
      }
    },
    300,
  );
});
