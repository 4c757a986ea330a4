import { expect, test } from 'vitest';
import { drawGraph } from '../helpers/draw-graph.ts';
import { seededNumbers } from '../helpers/seeded-numbers.ts';
import { closureFrom } from '../helpers/store-graph.ts';
import { loadCorpus } from './corpus.ts';
import { hindsightOf, keysOf } from './hindsight.ts';

test('keys last over updates, and outputs and second versions have their own', () => {
  const lines = ['a-1.2 1', 'a-1.2-dev 1', 'a-1.3 1', 'b 1', 'c-unstable-2018-01-02 1'];
  const closure = closureFrom(drawGraph('b', ...lines));
  expect(keysOf(closure)).toEqual(['a', 'a-dev', 'a 2', 'b', 'c-unstable']);
});

test('a partition costs what its layers pull', () => {
  const next = seededNumbers(1);
  for (const { snapshots } of loadCorpus('bookworm', { images: ['bash', 'curl', 'git'] })) {
    const { vertices, costOf, floor } = hindsightOf(snapshots);
    expect(vertices.reduce((sum, _, vertex) => sum + costOf([vertex]), 0)).toBe(floor);

    const partOfKey = new Map<string, number>();
    const parts: number[][] = [[], [], [], []];
    vertices.forEach((keys, vertex) => {
      const part = next() % parts.length;
      parts[part]!.push(vertex);
      for (const key of keys) {
        partOfKey.set(key, part);
      }
    });
    const layers = snapshots.map((closure) => {
      const texts = parts.map(() => ({ text: '', bytes: 0 }));
      keysOf(closure).forEach((key, path) => {
        const layer = texts[partOfKey.get(key)!]!;
        layer.text += closure.storePaths[path];
        layer.bytes += closure.narSizes[path]!;
      });
      return texts;
    });
    const pulled = layers
      .slice(1)
      .map((now, before) =>
        now
          .filter(({ text }, part) => text !== layers[before]![part]!.text)
          .reduce((sum, { bytes }) => sum + bytes, 0),
      );
    expect(parts.reduce((sum, members) => sum + costOf(members), 0)).toBe(
      pulled.reduce((sum, bytes) => sum + bytes, 0),
    );
  }
});
