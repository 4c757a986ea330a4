import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../../src/layers/group-layers.ts';
import { plainPopularity } from '../../../src/layers/popularity-data.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { NAMED_GRAPHS } from '../../helpers/named-closures.ts';
import { partition, partitionByName } from '../../helpers/partition.ts';
import { randomGraphs } from '../../helpers/random-graphs.ts';
import { slowNixery } from '../../helpers/slow-nixery.ts';
import { closureFrom, type StoreGraph } from '../../helpers/store-graph.ts';

function layersByName(
  graph: StoreGraph,
  budget: number,
  popularity?: Record<string, number>,
): string[] {
  const closure = closureFrom(graph);
  const grouping = groupLayers(closure, {
    strategy: 'nixery',
    budget,
    popularity: popularity && plainPopularity(new Map(Object.entries(popularity))),
  });
  expectGrouping(grouping, closure, budget);
  return partitionByName(grouping.layers, closure);
}

test.each([
  [1, ['A B C D E F G']],
  [2, ['A B C D E F', 'G']],
  [3, ['A B C D F', 'E', 'G']],
  [4, ['A B C', 'D F', 'E', 'G']],
  [5, ['A B', 'C', 'D F', 'E', 'G']],
  [10, ['A', 'B', 'C', 'D F', 'E', 'G']],
])('the worked example at budget %i', (budget, expected) => {
  expect(layersByName(NAMED_GRAPHS['worked example'], budget, { E: 100, G: 2 })).toEqual(expected);
});

test('the method as described gives the same', () => {
  const data = fc.dictionary(
    fc.constantFrom('glibc-2.40', 'glibc', 'a', 'constructor', 'iana-etc-20240318'),
    fc.oneof(fc.nat(120), fc.constantFrom(2.4, 99.5, Number.MAX_SAFE_INTEGER)),
  );
  const cases = fc.record({
    graph: randomGraphs,
    budget: fc.integer({ min: 1, max: 20 }),
    popularity: fc.option(
      data.map((counts) => plainPopularity(new Map(Object.entries(counts)))),
      { nil: undefined },
    ),
    sizeThreshold: fc.constantFrom(0, 1, 100_000_000, Number.MAX_SAFE_INTEGER),
    popularityThreshold: fc.constantFrom(0, 2, 100),
  });
  checkProperty(
    cases,
    ({ graph, ...options }) => {
      const closure = closureFrom(graph);
      const grouping = groupLayers(closure, { strategy: 'nixery', ...options });
      expectGrouping(grouping, closure, options.budget);
      expect(partition(grouping.layers, closure.storePaths)).toEqual(
        partition(slowNixery(closure, options), closure.storePaths),
      );
    },
    500,
  );
});

test('each layer has its merge rating', () => {
  const closure = closureFrom(NAMED_GRAPHS['worked example']);
  const counts = new Map([
    ['E', 100],
    ['G', 2],
  ]);
  const popularity = plainPopularity(counts);
  const { layers } = groupLayers(closure, { strategy: 'nixery', budget: 4, popularity });
  const ratings = layers.map((layer) => [...partitionByName([layer], closure), layer.mergeRating]);
  expect(Object.fromEntries(ratings)).toEqual({
    'A B C': 137_000_000,
    'D F': 129_000_000,
    E: 200_000_000,
    G: 240_000_000,
  });
});

test('certificates and iana-etc are popular, whatever the data contain', () => {
  const graph = drawGraph(
    'a',
    ...[
      'a 1 > nss-cacert-3.1 iana-etc-2 tzdata-1',
      'nss-cacert-3.1 1',
      'iana-etc-2 1',
      'tzdata-1 1',
    ],
  );
  const alone = layersByName(graph, 9, { 'nss-cacert-3.1': 1 });
  expect(alone).toEqual(['a tzdata-1', 'iana-etc-2', 'nss-cacert-3.1']);
});

test('without data every popularity is 1', () => {
  const graph = drawGraph('a', 'a 1 > nss-cacert-3.1', 'nss-cacert-3.1 1');
  expect(layersByName(graph, 9)).toEqual(['a nss-cacert-3.1']);
});

test('names are looked up with their version only', () => {
  const graph = drawGraph('a', 'a 1 > glibc-2.40', 'glibc-2.40 1');
  expect(layersByName(graph, 9, { glibc: 500, 'glibc-2.39': 500 })).toEqual(['a glibc-2.40']);
  expect(layersByName(graph, 9, { 'glibc-2.40': 100 })).toEqual(['a', 'glibc-2.40']);
});

test('big is over the size threshold, popular at the popularity threshold', () => {
  const graph = drawGraph('a', 'a 1 > b c', 'b 99999999', 'c 1');
  expect(layersByName(graph, 9, { c: 99 })).toEqual(['a b c']);
  expect(layersByName(graph, 9, { c: 100 })).toEqual(['a b', 'c']);
  const big = drawGraph('a', 'a 1 > b c', 'b 100000000', 'c 100000001');
  expect(layersByName(big, 9)).toEqual(['a b', 'c']);
});

test('ratings are compared exactly beyond 2^53', () => {
  const graph = drawGraph('a b c', 'a 1', 'b 3', 'c 2');
  const most = Number.MAX_SAFE_INTEGER;
  const layers = layersByName(graph, 2, { a: most, b: (most - 1) / 3 + 1, c: (most - 1) / 2 + 1 });
  expect(layers).toEqual(['a c', 'b']);
});

test('equal ratings are merged by name', () => {
  const graph = drawGraph('c b a d', 'c 1', 'a 1', 'd 1', 'b 1');
  expect(layersByName(graph, 3)).toEqual(['a b', 'c', 'd']);
});

test('paths that no root reaches are kept', () => {
  expect(layersByName(NAMED_GRAPHS['path beside the roots'], 9)).toEqual(['a', 'b', 'c']);
});

test('unused budget stays unused', () => {
  expect(layersByName(NAMED_GRAPHS['wide fan'], 9)).toHaveLength(1);
});
