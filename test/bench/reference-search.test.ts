import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestCosts } from '../helpers/best-partition.ts';
import { exactCost, exactCostOf } from '../helpers/exact-cost.ts';
import { randomModels } from '../helpers/random-models.ts';
import { greedyPartitions } from './greedy-partitions.ts';
import { searchReference } from './reference-search.ts';

const models = fc.sample(randomModels(7), { seed: 20_190_810, numRuns: 60 });

test('the reference search finds the best of all partitions, nearly always', () => {
  const isBest: boolean[] = [];
  for (const { model } of models) {
    const { n, narSizes } = model;
    const costOf = (members: readonly number[]) => exactCost(model, members);
    const budgets = [...Array(n).keys()].map((budget) => budget + 1);
    const greedy = greedyPartitions(n, costOf, budgets);
    const leastCosts = bestCosts(model);
    for (const budget of budgets) {
      const start = greedy.get(budget)!;
      expect(start.length).toBeLessThanOrEqual(budget);
      const related = Array.from({ length: n }, () => []);
      const common = { n, budget, costOf, related, weights: narSizes };
      const { parts, cost } = searchReference({ ...common, starts: [start], moves: 1000, seed: 1 });
      expect(parts.flat().sort()).toEqual([...Array(n).keys()]);
      expect(cost).toBeCloseTo(exactCostOf(model, parts), 3);
      expect(cost).toBeLessThanOrEqual(exactCostOf(model, start) * (1 + 1e-9));
      isBest.push(cost <= leastCosts[budget]! * (1 + 1e-9));
    }
  }
  expect(isBest.filter((is) => is).length / isBest.length).toBeGreaterThan(0.97);
});
