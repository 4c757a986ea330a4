import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../../src/layers/cost/cluster.ts';
import { riseByCost } from '../../../src/layers/cost/rise.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { costOfGrouping, groupModel } from '../../helpers/group-model.ts';
import { randomModels } from '../../helpers/random-models.ts';

const overheads = fc.oneof(...[1e3, 1e6, 1e8].map((most) => fc.integer({ min: 1, max: most })));
const budgets = fc.integer({ min: 1, max: 28 });

test('never more layers than without, and no dearer with the overhead of each', () => {
  checkProperty(
    fc.tuple(randomModels(26), budgets, overheads),
    ([of, budget, overhead]) => {
      const without = groupModel(of, budget);
      const made = groupModel(of, budget, overhead);
      const total = (layers: typeof made): number =>
        costOfGrouping(of, layers) + overhead * layers.length;
      expect(made.length).toBeLessThanOrEqual(without.length);
      expect(total(made)).toBeLessThanOrEqual(total(without) * (1 + 1e-12));
    },
    400,
  );
});

test('what costs less than the overhead is merged', () => {
  checkProperty(fc.tuple(randomModels(20), budgets, overheads), ([of, budget, overhead]) => {
    const made = groupModel(of, budget, overhead).map(({ members }) => members);
    const cost = (...paths: (readonly number[])[]): number =>
      costOfGrouping(of, [{ members: paths.flat() }]);
    made.forEach((a, i) => {
      for (const b of made.slice(i + 1)) {
        expect(cost(a, b) - cost(a) - cost(b)).toBeGreaterThanOrEqual(overhead - 1e-6);
      }
    });
  });
});

test('an overhead over all costs leaves one layer', () => {
  checkProperty(fc.tuple(randomModels(26), budgets), ([of, budget]) => {
    expect(groupModel(of, budget, 1e15)).toHaveLength(1);
  });
});

test('a layer is kept that saves just what it is worth', () => {
  checkProperty(
    randomModels(2),
    (of) => {
      fc.pre(of.model.n === 2);
      const [a, b] = [0, 1].map((path) => clusterOf(of.model, [path], of.model.narSizes));
      const worth = riseByCost(of.model, a!, b!);
      fc.pre(worth > 0);
      expect(groupModel(of, 2, worth)).toHaveLength(2);
      expect(groupModel(of, 2, worth * (1 + 1e-9))).toHaveLength(1);
    },
    50,
  );
});
