import { expect, test } from 'vitest';
import { blame } from '../../src/tuning/blame.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

test('causes get equal parts of what is carried along, and the first by name the remainder', () => {
  const closure = closureFrom(drawGraph('app', 'app 100 > z-lib', 'm-lib 20', 'old 5', 'z-lib 30'));
  const [app, lib, old, zLib] = ['app', 'm-lib', 'old', 'z-lib'].map((name) =>
    closure.names.indexOf(name),
  ) as [number, number, number, number];
  const isNew = Uint8Array.from(closure.names, (_, path) => Number(path !== old));
  const causes = blame(closure, isNew, new Uint8Array(4), [[app, lib, old], [zLib]]);
  expect(causes).toEqual([
    { path: zLib, own: 30, rebuilt: 100, carried: 2 },
    { path: lib, own: 20, rebuilt: 0, carried: 3 },
  ]);
});
