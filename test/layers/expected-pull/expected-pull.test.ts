import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costModel } from '../../../src/layers/cost/cost-model.ts';
import { roundedSize } from '../../../src/layers/cost/rounded-size.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { plainPopularity } from '../../../src/layers/popularity-data.ts';
import { bestCosts } from '../../helpers/best-partition.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { costOfGrouping, groupModel } from '../../helpers/group-model.ts';
import { randomModels } from '../../helpers/random-models.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

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

test('beyond 256 layers the largest paths are alone, popular ones too, and none is lost', () => {
  const leaves = Array.from({ length: 300 }, (_, v) => `leaf${v}`);
  const lines = leaves.map((leaf, v) => `${leaf} ${1000 * (1 + ((v * 7) % 300))}`);
  const closure = closureFrom(drawGraph('app', `app 5 > ${leaves.join(' ')}`, ...lines));
  const popularity = popularityOf(closure, plainPopularity(new Map(leaves.map((of) => [of, 30]))));
  const model = costModel(closure, popularity);
  for (const budget of [256, 257, 290]) {
    const layers = groupModel({ model, closure, popularity }, budget).map(({ members }) => members);
    expect(layers).toHaveLength(budget);
    expect(layers.flat().sort((a, b) => a - b)).toEqual([...closure.storePaths.keys()]);
    const largest = [...model.narSizes.keys()]
      .sort((a, b) => roundedSize(model.narSizes[b]!) - roundedSize(model.narSizes[a]!) || a - b)
      .slice(0, budget - 256);
    for (const path of largest) {
      expect(layers).toContainEqual([path]);
    }
  }
});
