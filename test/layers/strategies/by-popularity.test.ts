import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../../src/closure/closure.ts';
import { groupLayers } from '../../../src/layers/group-layers.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { partition, partitionByName } from '../../helpers/partition.ts';
import { randomGraphs } from '../../helpers/random-graphs.ts';
import { chain, stackedDiamonds } from '../../helpers/shapes.ts';
import { slowByPopularity } from '../../helpers/slow-by-popularity.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

function group(closure: Closure, budget: number) {
  const grouping = groupLayers(closure, { strategy: 'popularity', budget });
  expectGrouping(grouping, closure, budget);
  return grouping.layers;
}

function closureOfLists(lists: readonly (readonly number[])[]): Closure {
  const name = (v: number): string => `p${String(v).padStart(6, '0')}`;
  return closureFrom(
    drawGraph(name(0), ...lists.map((list, v) => `${name(v)} 1 > ${list.map(name).join(' ')}`)),
  );
}

test('the method as described gives the same', () => {
  checkProperty(
    fc.tuple(randomGraphs, fc.integer({ min: 1, max: 28 })),
    ([graph, budget]) => {
      const closure = closureFrom(graph);
      expect(partition(group(closure, budget), closure.storePaths)).toEqual(
        partition(slowByPopularity(closure, budget), closure.storePaths),
      );
    },
    500,
  );
});

test('walks through 80 stacked diamonds are counted exactly', () => {
  const closure = closureOfLists(stackedDiamonds(241));
  const rest = group(closure, 29).find(({ members }) => members.length > 1)!;
  expect([...rest.members]).toEqual([...Array(213).keys()]);
});

test('one walk more decides beyond 2^53', () => {
  const above = stackedDiamonds(241).slice(0, 240);
  const closure = closureOfLists([...above, [241, 242], [], [], [242]]);
  expect(partitionByName(group(closure, 2), closure)).toContain('p000242');
});

test('ties go by name', () => {
  const closure = closureFrom(drawGraph('a', 'a 1 > d c b', 'd 1', 'c 1', 'b 1'));
  expect(partitionByName(group(closure, 3), closure)).toEqual(['a d', 'b', 'c']);
});

test('a chain of 100 000 is grouped', () => {
  const closure = closureOfLists(chain(100_000));
  const sizes = group(closure, 4).map(({ members }) => members.length);
  expect(sizes.sort((a, b) => a - b)).toEqual([1, 1, 1, 99_997]);
});
