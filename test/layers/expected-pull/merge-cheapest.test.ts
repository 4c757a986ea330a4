import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cluster, clusterOf, unite } from '../../../src/layers/cost/cluster.ts';
import type { CostModel } from '../../../src/layers/cost/cost-model.ts';
import { rise } from '../../../src/layers/cost/rise.ts';
import { mergeCheapest } from '../../../src/layers/expected-pull/merge-cheapest.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** Looks at every pair before every merge; the first of the cheapest merges, by its places. */
function slowMerges(model: CostModel, clusters: readonly Cluster[], target: number, most: number) {
  const left = [...clusters];
  while (left.length > target) {
    let [least, a, b] = [NO_LIMIT, -1, -1];
    for (let place = 0; place < left.length; place++) {
      for (let after = place + 1; after < left.length; after++) {
        const price = rise(model, left[place]!, left[after]!, NO_LIMIT);
        if (price < least) {
          [least, a, b] = [price, place, after];
        }
      }
    }
    if (least > most) {
      break;
    }
    left[a] = unite(model, [left[a]!, left[b]!], 0);
    left.splice(b, 1);
  }
  return left;
}

test('makes the cheapest of all merges, every time, and the same whether prices are limited or not', () => {
  checkProperty(
    fc.tuple(
      randomModels(26),
      fc.integer({ min: 1, max: 26 }),
      fc.constantFrom(1e3, 1e6, NO_LIMIT),
    ),
    ([{ model }, target, most]) => {
      const clusters = [...model.narSizes.keys()].map((path) =>
        clusterOf(model, [path], model.narSizes),
      );
      const merging = {
        goOn: (count: number, price: number) => count > target && price <= most,
        join: (a: Cluster, b: Cluster) => unite(model, [a, b], 0),
      };
      const found = mergeCheapest(clusters, {
        ...merging,
        priceOf: (a, b, limit) => rise(model, a, b, limit),
      });
      const unlimited = mergeCheapest(clusters, {
        ...merging,
        priceOf: (a, b) => rise(model, a, b, NO_LIMIT),
      });
      expect(found).toEqual(unlimited);
      expect(found.map(({ paths }) => paths)).toEqual(
        slowMerges(model, clusters, target, most).map(({ paths }) => paths),
      );
    },
    500,
  );
});

test('nothing and one cluster stay as they are', () => {
  const merging = { priceOf: () => 0, goOn: () => true, join: (a: Cluster) => a };
  expect(mergeCheapest([], merging)).toEqual([]);
});
