import fc from 'fast-check';
import { expect, test } from 'vitest';
import { singleGroups } from '../../../src/layers/expected-pull/groups.ts';
import { localSearch } from '../../../src/layers/expected-pull/local-search.ts';
import type { Units } from '../../../src/layers/expected-pull/moving-layers.ts';
import { layerCost } from '../../../src/layers/pull-model/layer-cost.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

/** Single paths as units, and some layers of them. */
const cases = randomModels(26).chain(({ model }) =>
  fc.array(fc.nat(6), { minLength: model.n, maxLength: model.n }).map((parts) => {
    const layers = [...new Set(parts)].map((part) =>
      [...parts.keys()].filter((unit) => parts[unit] === part),
    );
    const roles = new Uint8Array(model.n);
    const groups = singleGroups(model, roles, Uint32Array.from(roles.keys()));
    return { units: groups, layers };
  }),
);

function costOf(units: Units, layers: readonly (readonly number[])[]): number {
  let cost = 0;
  for (const members of layers) {
    const { rate } = layerCost(units.model, members);
    const lost = members.length > 1 ? units.model.sharingWeight : 0;
    for (const unit of members) {
      cost += units.sizes[unit]! * (rate + lost * units.sharing[unit]!);
    }
  }
  return cost;
}

test('leaves no layer empty and nothing that one move would mend', () => {
  checkProperty(cases, ({ units, layers }) => {
    const found = localSearch(units, layers);
    const cost = costOf(units, found);
    expect(cost).toBeLessThanOrEqual(costOf(units, layers) * (1 + 1e-12));
    expect(found.every((members) => members.length > 0)).toBe(true);
    expect(found.flat().sort((a, b) => a - b)).toEqual([...units.sizes.keys()]);

    found.forEach((members, from) => {
      for (const unit of members.length > 1 ? members : []) {
        for (let to = 0; to < found.length; to++) {
          const moved = found.map((others, layer) => [
            ...others.filter((other) => other !== unit),
            ...(layer === to ? [unit] : []),
          ]);
          expect(costOf(units, moved), `${unit} ${from} ${to}`).toBeGreaterThanOrEqual(
            cost - 1e-6 - 1e-8 * units.sizes[unit]!,
          );
        }
      }
    });
  });
});
