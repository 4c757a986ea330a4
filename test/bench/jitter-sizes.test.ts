import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { renameDigests } from '../helpers/rename-digests.ts';
import { closureFrom } from '../helpers/store-graph.ts';
import { jitterSizes } from './jitter-sizes.ts';

const graph = drawGraph('a', 'a 1000 > b c', 'b 20000', 'c 300000');
const snapshots = [closureFrom(graph), closureFrom(renameDigests(graph, 'x'))];
const series = [{ image: 'x', snapshots }];
const sizesByName = ({ names, narSizes }: Closure) => names.map((name, at) => [name, narSizes[at]]);

test('seed 0 leaves sizes as they are', () => {
  expect(jitterSizes(series, 0)).toEqual(series);
});

test('sizes change by up to 2 %, alike in all snapshots, and otherwise by another seed', () => {
  const [first, second] = jitterSizes(series, 1)[0]!.snapshots as [Closure, Closure];
  expect(first.storePaths).toEqual(snapshots[0]!.storePaths);
  expect(sizesByName(first)).toEqual(sizesByName(second));
  first.narSizes.forEach((narSize, path) => {
    expect(Math.abs(narSize / snapshots[0]!.narSizes[path]! - 1)).toBeLessThanOrEqual(0.02);
  });
  const other = jitterSizes(series, 2)[0]!.snapshots[0]!;
  expect([...other.narSizes]).not.toEqual([...first.narSizes]);
});
