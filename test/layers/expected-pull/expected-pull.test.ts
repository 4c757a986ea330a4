import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestCosts } from '../../helpers/best-partition.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { costOfGrouping, groupModel } from '../../helpers/group-model.ts';
import { randomModels } from '../../helpers/random-models.ts';

test('the budget is used as promised', () => {
  checkProperty(fc.tuple(randomModels(40), fc.integer({ min: 1, max: 45 })), ([of, budget]) => {
    const layers = groupModel(of, budget);
    expect(layers).toHaveLength(Math.min(budget, of.model.n));
    expect(layers.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([
      ...of.model.narSizes.keys(),
    ]);
  });
});

test('costs little more than the best of all partitions', () => {
  const ratios: number[] = [];
  checkProperty(
    randomModels(7),
    (of) => {
      bestCosts(of.model).forEach((best, budget) => {
        if (budget > 0 && best > 0) {
          ratios.push(costOfGrouping(of, groupModel(of, budget)) / best);
        }
      });
    },
    400,
  );
  expect(Math.min(...ratios)).toBeGreaterThan(1 - 1e-9);
  // what agreeing with other images costs is in it: see test/bench/README.md
  expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThanOrEqual(1.03);
});
