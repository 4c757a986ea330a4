import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { Layer } from '../../src/layers/grouping.ts';
import { leastPull } from '../../src/layers/least-pull.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { fixtureText } from '../helpers/fixture.ts';

test('a grouping is summed up', () => {
  const closure = parseClosure(fixtureText('web.attrs.json'));
  const grouping = groupLayers(closure, { strategy: 'largest', budget: 2 });
  const [bottom, top] = grouping.layers;
  const sumOf = (figure: (layer: Layer) => number) =>
    Math.round(grouping.layers.reduce((sum, layer) => sum + figure(layer), 0));
  const cost = {
    updates: sumOf(({ narSize, changeProbability }) => narSize * changeProbability),
    releases: sumOf(({ narSize, rate, changeProbability }) => narSize * (rate - changeProbability)),
    sharing: sumOf(({ narSize, rate, cost }) => cost - narSize * rate),
  };
  const narSize = closure.narSizes.reduce((sum, size) => sum + size, 0);
  expect(summarize(grouping)).toEqual({
    ...{ strategy: 'largest', revision: 1, budget: 2, layers: 2, paths: 60, narSize },
    largestShare: Math.max(bottom!.narSize, top!.narSize) / narSize,
    expectedPull: Math.round(
      bottom!.narSize * bottom!.changeProbability + top!.narSize * top!.changeProbability,
    ),
    cost: { ...cost, total: cost.updates + cost.releases + cost.sharing },
  });
  expect(Math.abs(summarize(grouping).cost.total - sumOf(({ cost }) => cost))).toBeLessThan(2);
});

test('an empty grouping has figures of 0', () => {
  const { layers, narSize, largestShare, expectedPull } = summarize(
    groupLayers(parseClosure('[]')),
  );
  expect([layers, narSize, largestShare, expectedPull]).toEqual([0, 0, 0, 0]);
});

test.each(['web', 'git', 'after-update/api.v2'])(
  'the least pull of %s is that of a layer for every path, and no budget is below it',
  (name) => {
    const closure = parseClosure(fixtureText(`${name}.attrs.json`));
    const apart = groupLayers(closure, { budget: closure.storePaths.length });
    expect(Math.abs(summarize(apart).expectedPull - leastPull(apart))).toBeLessThan(2);
    for (const strategy of STRATEGY_NAMES) {
      const grouping = groupLayers(closure, { budget: 7, strategy });
      expect(leastPull(grouping)).toBe(leastPull(apart));
      expect(summarize(grouping).expectedPull).toBeGreaterThanOrEqual(leastPull(apart));
    }
  },
);
