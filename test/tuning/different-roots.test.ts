import { expect, test } from 'vitest';
import { differentRoots } from '../../src/tuning/different-roots.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const closureOf = (...roots: string[]) =>
  closureFrom(drawGraph(roots.join(' '), ...roots.map((root) => `${root} 1`)));

test.each([
  [['web-1'], ['web-2'], undefined],
  [['web-1'], ['api-1'], ['web', 'api']],
  [['web-1', 'tools-1'], ['web-2'], undefined],
  [['web-1'], ['web-2', 'tools-1'], undefined],
  [
    ['bash-5', 'web-1'],
    ['api-1', 'bash-5'],
    ['web', 'api'],
  ],
])('the roots %j and %j: %j', (older, newer, expected) => {
  expect(differentRoots(closureOf(...older), closureOf(...newer))).toEqual(expected);
});
