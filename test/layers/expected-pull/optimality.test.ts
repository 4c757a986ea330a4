import { expect, test } from 'vitest';
import { bestCosts } from '../../helpers/best-partition.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { costOfGrouping, groupModel } from '../../helpers/group-model.ts';
import { randomModels } from '../../helpers/random-models.ts';

test('costs what the best of all partitions costs, nearly always', () => {
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
  expect(Math.max(...ratios)).toBeLessThanOrEqual(1.02);
  expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThanOrEqual(1.001);
});
