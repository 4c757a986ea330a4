import { expect, test } from 'vitest';
import { assertPartition } from '../../src/layers/assert-partition.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const closure = closureFrom(drawGraph('a', 'a 1 > b', 'b 1 > c', 'c 1'));

test('a partition within the budget passes', () => {
  expect(() => assertPartition([{ members: [2, 0] }, { members: [1] }], closure, 2)).not.toThrow();
});

test.each([
  ['a path is left out', [[0], [1]], '-c is in 0 layers'],
  [
    'a path is in two layers',
    [
      [0, 1],
      [1, 2],
    ],
    '-b is in 2 layers',
  ],
  ['a path is twice in a layer', [[0, 1, 1], [2]], '-b is in 2 layers'],
  ['a layer is empty', [[0, 1, 2], []], 'a layer is empty'],
  ['there is no such path', [[0, 1, 2, 3]], 'path 3'],
  ['the budget is overdrawn', [[0], [1], [2]], '3 layers are over the budget of 2'],
])('%s', (_, layers, message) => {
  const made = layers.map((members) => ({ members }));
  expect(() => assertPartition(made, closure, 2)).toThrow(message);
});
