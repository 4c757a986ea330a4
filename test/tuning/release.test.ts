import { expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { releasePull } from '../../src/tuning/release.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const MIB = 2 ** 20;
const closure = closureFrom(drawGraph('a', `a ${MIB} > b`, `b ${5 * MIB}`));

test('a release pulls the layer of an application of 2 MiB, as a multiple of it', () => {
  const pullAt = (budget: number) =>
    releasePull([closure], (released) =>
      released.map((one) => groupLayers(one, { strategy: 'largest', budget })),
    );
  expect(pullAt(1)).toBe(8 / 2);
  expect(pullAt(2)).toBe(3 / 2);
  expect(pullAt(3)).toBe(1);
});

test('the mean of several closures; 1 of none', () => {
  const group = (released: readonly (typeof closure)[]) =>
    released.map((one) => groupLayers(one, { strategy: 'largest', budget: 1 }));
  const empty = closureFrom({ roots: [], entries: [] });
  expect(releasePull([closure, empty], group)).toBe((8 / 2 + 1) / 2);
  expect(releasePull([], group)).toBe(1);
});
