import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../../src/layers/group-layers.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { partition, partitionByName } from '../../helpers/partition.ts';
import { randomGraphs } from '../../helpers/random-graphs.ts';
import { slowAutoLayer } from '../../helpers/slow-auto-layer.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

test('the method as described gives the same', () => {
  checkProperty(
    fc.tuple(randomGraphs, fc.integer({ min: 1, max: 28 })),
    ([graph, budget]) => {
      const closure = closureFrom(graph);
      const grouping = groupLayers(closure, { strategy: 'auto-layer', budget });
      expectGrouping(grouping, closure, budget);
      expect(partition(grouping.layers, closure.storePaths)).toEqual(
        partition(slowAutoLayer(closure, budget), closure.storePaths),
      );
    },
    500,
  );
});

test('the layer of a primary contains what only this primary leads to', () => {
  const closure = closureFrom(drawGraph('a d', 'a 9 > b', 'b 1 > c', 'c 1 > e', 'd 8 > e', 'e 1'));
  const { layers } = groupLayers(closure, { strategy: 'auto-layer', budget: 3 });
  expect(partitionByName(layers, closure)).toEqual(['a b c', 'd', 'e']);
});

test('the first step over the budget ends it, even where a later one would fit', () => {
  const closure = closureFrom(drawGraph('a b', 'a 9 > c', 'b 8 > c d', 'c 1', 'd 7'));
  const made = (budget: number) =>
    partitionByName(groupLayers(closure, { strategy: 'auto-layer', budget }).layers, closure);
  expect(made(2)).toEqual(['a c', 'b d']);
  expect(made(3)).toEqual(['a', 'b d', 'c']);
});
