import { expect, test } from 'vitest';
import { canonicalMerger } from '../../../src/layers/expected-pull/canonical-merge.ts';
import { type Groups, membersOf, singleGroups } from '../../../src/layers/expected-pull/groups.ts';
import { layerCost, layerHoldings } from '../../../src/layers/pull-model/layer-cost.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

const PRICE_AT_ONE = 3e6 * 24 ** 2;
const SAME_SHARE = 0.999;

/** Popular paths that are no root, by their groups. */
function candidateGroups(groups: Groups): number[][] {
  const { model, alive } = groups;
  const isCandidate = (path: number): boolean =>
    model.popular.includes(path) && !model.releaseRoots.includes(path);
  return [...alive.keys()]
    .filter((group) => alive[group] === 1)
    .map((group) => membersOf(groups, group))
    .filter((members) => members.every(isCandidate));
}

/** Whether whoever holds one of the paths holds all of them, as far as shares tell. */
function isShared(groups: Groups, members: readonly number[]): boolean {
  const { mostPopular } = layerHoldings(groups.model, members);
  const { share } = layerCost(groups.model, members);
  return share > 0 && share >= SAME_SHARE * mostPopular;
}

test('joins all popular paths that the same images hold, if the price is never reached', () => {
  checkProperty(
    randomModels(26),
    ({ model }) => {
      const roles = new Uint8Array(model.n);
      const single = singleGroups(model, roles, Uint32Array.from(roles.keys()));
      const groups = canonicalMerger()(single, 1);
      const total = model.narSizes.reduce((sum, size) => sum + size, 0);
      expect(total * 2).toBeLessThan(PRICE_AT_ONE);

      const found = candidateGroups(groups);
      for (const members of found) {
        expect(isShared(groups, members), members.join()).toBe(true);
      }
      for (const [position, members] of found.entries()) {
        for (const others of found.slice(position + 1)) {
          expect(isShared(groups, [...members, ...others]), `${members} and ${others}`).toBe(false);
        }
      }
    },
    500,
  );
});

test('a merger gives at each budget what a new one gives, and leaves single groups alone', () => {
  checkProperty(randomModels(26), ({ model }) => {
    const roles = new Uint8Array(model.n);
    const paths = Uint32Array.from(roles.keys());
    const single = singleGroups(model, roles, paths);
    const merge = canonicalMerger();
    for (const budget of [1, 20, 400, 3, 5000, 60]) {
      const fresh = canonicalMerger()(singleGroups(model, roles, paths), budget);
      expect(merge(single, budget)).toEqual(fresh);
    }
    expect(single).toEqual(singleGroups(model, roles, paths));
  });
});
