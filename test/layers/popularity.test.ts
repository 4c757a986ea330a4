import { expect, test } from 'vitest';
import { successors } from '../../src/graph/csr.ts';
import { popularityFromData, popularityFromGraph } from '../../src/layers/popularity.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom } from '../helpers/store-graph.ts';

test.each([
  ['the exact name', { 'glibc-2.40-bin': 3, 'glibc-bin': 4, glibc: 5, 'glibc-2.39': 9 }, 3],
  ['a count of 0 under the exact name', { 'glibc-2.40-bin': 0, glibc: 5 }, 0],
  ['else the name with output', { 'glibc-bin': 5, glibc: 6, 'glibc-2.39-bin': 9 }, 5],
  ['else the name without version', { glibc: 5, 'glibc-2.39': 9, 'glibc-dev': 7 }, 5],
  ['else the largest count of that name without version', { 'glibc-2.38': 2, 'glibc-2.39': 9 }, 9],
  ['a count of 0 of that name', { 'glibc-2.39': 0 }, 0],
  ['not a longer name', { 'glibc-locales-2.40': 8, 'glib-2.40': 7 }, 1],
  ['no data: rare', {}, 1],
])('pinned data are looked up by %s', (_, data, expected) => {
  const closure = closureFrom(drawGraph('glibc-2.40-bin', 'glibc-2.40-bin 1'));
  const counts = new Map(Object.entries(data));
  const found = popularityFromData(closure, { images: 30, counts });
  expect([...found.counts]).toEqual([expected]);
  expect([...found.partsOfImages]).toEqual([expected / 30]);
  expect(found).toMatchObject({ images: 30, origin: 'data' });
});

test('of equal counts the first name is told as the key, in any order', () => {
  const closure = closureFrom(drawGraph('glibc-2.40', 'glibc-2.40 1'));
  const counts: [string, number][] = [
    ['glibc-2.38', 9],
    ['glibc-2.37', 9],
    ['glibc-2.39', 9],
  ];
  for (const order of [counts, counts.toReversed()]) {
    const { keys } = popularityFromData(closure, { images: 30, counts: new Map(order) });
    expect(keys).toEqual(['glibc-2.37']);
  }
});

test('names that JavaScript objects have of themselves are names like any other', () => {
  const closure = closureFrom(drawGraph('__proto__', '__proto__ 1 > constructor', 'constructor 1'));
  expect(closure.names).toEqual(['__proto__', 'constructor']);
  const counts = (data: Map<string, number>) => [
    ...popularityFromData(closure, plainPopularity(data)).counts,
  ];
  expect(counts(new Map())).toEqual([1, 1]);
  expect(counts(new Map([['__proto__', 7]]))).toEqual([7, 1]);
  expect(counts(new Map([['constructor-1.0', 4]]))).toEqual([1, 4]);
});

test('with plain counts a part is of the largest', () => {
  const closure = closureFrom(drawGraph('a', 'a 1 > b', 'b 1'));
  const counts = new Map([
    ['a', 2],
    ['elsewhere', 8],
  ]);
  const found = popularityFromData(closure, plainPopularity(counts));
  expect([...found.partsOfImages]).toEqual([0.25, 0.125]);
  expect(found.images).toBe(8);
});

test.each([
  ['no image counted', 0, [1, 1]],
  ['fewer images than the count', 2, [1, 0.5]],
])('parts are at most 1: %s', (_, images, expected) => {
  const closure = closureFrom(drawGraph('a', 'a 1 > b', 'b 1'));
  const found = popularityFromData(closure, { images, counts: new Map([['a', 3]]) });
  expect([...found.partsOfImages]).toEqual(expected);
  expect(found.images).toBe(Math.max(1, images));
});

test('from the graph it is the number of referrers', () => {
  checkProperty(randomGraphs, (graph) => {
    const closure = closureFrom(graph);
    const indices = [...closure.storePaths.keys()];
    const referrers = indices.map(
      (path) =>
        indices.filter((other) => successors(closure.references, other).includes(path)).length,
    );
    const { counts, partsOfImages, images, origin } = popularityFromGraph(closure);
    expect([...counts]).toEqual(referrers);
    const most = Math.max(1, ...referrers);
    expect([...partsOfImages]).toEqual(referrers.map((count) => count / most));
    expect([images, origin]).toEqual([0, 'graph']);
  });
});

test('self-references and repeated references count for nothing', () => {
  const closure = closureFrom(drawGraph('a', 'a 1 > a b b', 'b 1 > b'));
  expect([...popularityFromGraph(closure).counts]).toEqual([0, 1]);
});

test('where nobody refers to anybody no path is popular', () => {
  const { counts, partsOfImages } = popularityFromGraph(
    closureFrom(drawGraph('a b', 'a 1', 'b 1')),
  );
  expect([...counts, ...partsOfImages]).toEqual([0, 0, 0, 0]);
});

test('a closure of one path, or of none, has nobody to refer to it', () => {
  expect([...popularityFromGraph(closureFrom(drawGraph('a', 'a 1'))).counts]).toEqual([0]);
  expect([...popularityFromGraph(closureFrom(drawGraph(''))).counts]).toEqual([]);
});

test.each([255, 256, 257, 65_536])('%i references are counted right', (edges) => {
  const leaves = Array.from({ length: edges }, (_, i) => `b${i}`);
  const star = drawGraph('a', `a 1 > ${leaves.join(' ')}`, ...leaves.map((leaf) => `${leaf} 1`));
  const { counts } = popularityFromGraph(closureFrom(star));
  expect([counts.length, counts.filter((count) => count === 1).length]).toEqual([edges + 1, edges]);
});
