import { expect, test } from 'vitest';
import { layerCost } from '../../../src/layers/cost/cost.ts';
import { costModel } from '../../../src/layers/cost/cost-model.ts';
import type { Popularity } from '../../../src/layers/popularity-data.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { slowLayerCost } from '../../helpers/slow-layer-cost.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

/** A model of leaves of these sizes and counts out of 30 images, below an app of this image alone. */
function modelOf(leaves: readonly { readonly size: number; readonly count: number }[]) {
  const names = leaves.map((_, v) => `leaf${v}`);
  const lines = leaves.map(({ size }, v) => `${names[v]} ${size}`);
  const closure = closureFrom(drawGraph('app', `app 100 > ${names.join(' ')}`, ...lines));
  const counts = Float64Array.from(closure.names, (name) =>
    name === 'app' ? 1 : leaves[names.indexOf(name)]!.count,
  );
  const partsOfImages = counts.map((count) => count / 30);
  const popularity: Popularity = { counts, partsOfImages, images: 30, origin: 'data' };
  return { closure, model: costModel(closure, popularity) };
}

test('popular are paths of three of thirty images, those that most images hold first', () => {
  const { closure, model } = modelOf(
    [2, 30, 3, 30, 1, 12].map((count, v) => ({ size: 1000 + v, count })),
  );
  expect(Array.from(model.popular, (path) => closure.names[path])).toEqual([
    ...['leaf1', 'leaf3', 'leaf5', 'leaf2'],
  ]);
});

test('of more than 1024 popular paths the largest are distinguished', () => {
  const leaves = Array.from({ length: 1030 }, (_, v) => ({
    size: 100 + ((v * 7) % 1030),
    count: 3 + (v % 28),
  }));
  const { model } = modelOf(leaves);
  const smallest = Math.min(...Array.from(model.popular, (path) => model.narSizes[path]!));
  expect([model.popular.length, smallest]).toEqual([1024, 106]);
});

test.each([
  [100 * 1024 * 1024, 65_536],
  [64 * 1024 * 1024, 65_536],
  [63 * 1024 * 1024, 32_768],
  [5000, 4],
  [1024, 1],
  [1023, 0],
])('in an image of %i bytes paths below %i have no update of their own', (bytes, small) => {
  expect(modelOf([{ size: bytes - 100, count: 1 }]).model.smallSize).toBe(small);
});

test('what many popular paths hold alike is told from what the images have of it', () => {
  // of 70 popular paths, the ones below `tool` come last
  const leaves = Array.from({ length: 67 }, (_, v) => `leaf${v}`);
  const graph = drawGraph(
    'app',
    `app 100 > tool ${leaves.join(' ')}`,
    'tool 5000 > a b',
    ...['a 3000', 'b 4000', ...leaves.map((leaf) => `${leaf} 700`)],
  );
  const closure = closureFrom(graph);
  const counts = Float64Array.from(closure.names, (name) =>
    name.startsWith('leaf') ? 30 : name === 'app' ? 1 : 15,
  );
  const partsOfImages = counts.map((count) => count / 30);
  const popularity: Popularity = { counts, partsOfImages, images: 30, origin: 'data' };
  const model = costModel(closure, popularity);
  const pathsOf = (...names: string[]) => names.map((name) => closure.names.indexOf(name));
  expect(layerCost(model, pathsOf('a', 'b')).partOfImages).toBe(0.5);
  expect(layerCost(model, pathsOf('a', 'b', 'tool')).partOfImages).toBe(0.5);
  expect(layerCost(model, pathsOf('a', 'leaf1')).partOfImages).toBe(0);
  for (const names of [['a', 'b'], ['tool'], ['leaf3', 'leaf4'], ['a', 'b', 'tool', 'app']]) {
    const expected = slowLayerCost(closure, popularity, pathsOf(...names));
    expect(layerCost(model, pathsOf(...names)).cost).toBeCloseTo(expected, 6);
  }
});
