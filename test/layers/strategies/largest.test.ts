import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../../src/layers/group-layers.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { partition, partitionByName } from '../../helpers/partition.ts';
import { randomGraphs } from '../../helpers/random-graphs.ts';
import { firstAlone } from '../../helpers/slow-by-popularity.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

test('all but budget − 1 paths are together, and none of them is larger than those', () => {
  checkProperty(fc.tuple(randomGraphs, fc.integer({ min: 1, max: 28 })), ([graph, budget]) => {
    const closure = closureFrom(graph);
    const grouping = groupLayers(closure, { strategy: 'largest', budget });
    expectGrouping(grouping, closure, budget);
    const order = [...closure.storePaths.keys()].sort(
      (a, b) => closure.narSizes[b]! - closure.narSizes[a]! || a - b,
    );
    expect(partition(grouping.layers, closure.storePaths)).toEqual(
      partition(firstAlone(order, budget), closure.storePaths),
    );
  });
});

test('ties go by name', () => {
  const closure = closureFrom(drawGraph('d c b a', 'd 1', 'c 2', 'b 1', 'a 1'));
  const { layers } = groupLayers(closure, { strategy: 'largest', budget: 3 });
  expect(partitionByName(layers, closure)).toEqual(['a', 'b d', 'c']);
});
