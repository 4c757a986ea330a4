import { expect, test } from 'vitest';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { prepareSteered } from '../../src/layers/prepare-steered.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson } from '../../src/report/grouping-json.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { expectObeyed } from '../helpers/expect-obeyed.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const closure = closureFrom(
  drawGraph(
    'app-1.0',
    'app-1.0 9000000 > lib-a-1 lib-b-2 libc-2',
    ...['lib-a-1 800000 > libc-2', 'lib-b-2 700000 > libc-2', 'libc-2 9000000'],
  ),
);
const counts = new Map([
  ['libc', 30],
  ['lib-a', 12],
]);
const popularity = plainPopularity(counts);
const written = (options: GroupOptions) => layersJson(groupLayers(closure, options));

test.each<[string, GroupOptions, GroupOptions]>([
  ['sizeThreshold', { strategy: 'nixery' }, { sizeThreshold: 5_000_000 }],
  [
    'popularityThreshold',
    { strategy: 'nixery', popularity: plainPopularity(new Map([['libc-2', 30]])) },
    { popularityThreshold: 30 },
  ],
  ['layerOverhead', {}, { layerOverhead: 1e9 }],
  ['sharingWeight', { popularity }, { sharingWeight: 3 }],
  ['popularity', {}, { popularity }],
  ['budget', {}, { budget: 2 }],
  ['strategy', { budget: 2 }, { strategy: 'nixery' }],
])('the option %s has an effect', (_, others, option) => {
  expect(written({ ...others, ...option })).not.toBe(written(others));
});

test.each(STRATEGY_NAMES)('%s needs no steering where nothing is steered', (strategy) => {
  const prepared = prepareSteered(closure, { strategy }, undefined);
  for (const budget of [1, 2, 3, 4]) {
    expect(layersJson(prepared.explainedAt(budget))).toBe(written({ strategy, budget }));
  }
  expect(prepared.leastBudget).toBe(1);
});

test.each(STRATEGY_NAMES)('%s obeys hints', (strategy) => {
  const hints = { alone: ['lib-a'], together: ['lib{-b,c}*'] };
  for (const budget of [2, 3, 4]) {
    expectObeyed(groupLayers(closure, { ...hints, strategy, budget }), hints);
  }
});

test('what a base and a reserve take is told where there is one', () => {
  const libc = closure.storePaths[closure.names.indexOf('libc-2')]!;
  const base = { storePaths: new Set([libc]), layers: 2 };
  expect(groupLayers(closure).taken).toBeUndefined();
  expect(groupLayers(closure, { reserve: 3 }).taken).toEqual({
    ...{ base: 0, reserve: 3, paths: 0, narSize: 0 },
  });
  expect(groupLayers(closure, { base }).taken).toEqual({
    ...{ base: 2, reserve: 0, paths: 1, narSize: 9_000_000 },
  });
});

test('no image has fewer layers than one, though it may hold nothing', () => {
  const nothing = closureFrom({ roots: [], entries: [] });
  expect(prepareGrouping(nothing).leastBudget).toBe(1);
});

test('three main paths of a layer are named, the largest first', () => {
  const { layers } = groupLayers(closure, { budget: 1 });
  expect(layers[0]!.mainPaths.map((path) => closure.names[path])).toEqual([
    ...['app-1.0', 'libc-2', 'lib-a-1'],
  ]);
});
