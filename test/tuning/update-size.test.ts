import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { costModel } from '../../src/layers/cost/cost-model.ts';
import { popularityOf } from '../../src/layers/popularity.ts';
import { diff } from '../../src/tuning/diff.ts';
import { seriesUpdates } from '../../src/tuning/series-updates.ts';
import { updateSize } from '../../src/tuning/update-size.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { fixtureText } from '../helpers/fixture.ts';
import { attrsJson } from '../helpers/store-graph.ts';

const closureOf = (name: string) => parseClosure(fixtureText(`${name}.attrs.json`));
const modelOf = (closure: ReturnType<typeof closureOf>) =>
  costModel(closure, popularityOf(closure, undefined));

function sizeOf(older: string, newer: string) {
  const [before, after] = [closureOf(older), closureOf(newer)];
  const found = diff(
    { layers: [], closure: before },
    { layers: [], closure: after, model: modelOf(after) },
  );
  return { ...found.size, name: found.size && after.names[found.size.cause] };
}

test.each([
  ['web', 'after-update/web.v2', 'small', 'web-app-2'],
  ['web', 'after-update/web.libssl3', 'large', 'libssl3-3.0.22-1_deb12u2'],
  ['api', 'after-update/api.libssl3', 'large', 'libssl3-3.0.22-1_deb12u2'],
])('the update of %s to %s is a %s one, by %s', (older, newer, size, name) => {
  expect(sizeOf(older, newer)).toMatchObject({ size, name, causes: 1 });
});

test('events of several weights count by their weights', () => {
  // app is large, lib and libc are not, and weigh half as much
  const closure = parseClosure(
    attrsJson(drawGraph('app-1', 'app-1 900000 > lib-2', 'lib-2 90000 > libc-3', 'libc-3 90000')),
  );
  const model = costModel(closure, popularityOf(closure, { images: 30, counts: new Map() }));
  const cause = { path: 0, own: 1, rebuilt: 0, carried: 0 };
  const above = (size: number) => updateSize(model, size, [cause])!.above;
  expect(above(900_000)).toBe(0);
  expect(above(950_000)).toBeCloseTo(1 / 2, 1);
  expect(above(1_050_000)).toBeCloseTo(3 / 4, 1);
  expect(above(2_000_000)).toBe(1);
});

test('nothing new is of no size', () => {
  expect(sizeOf('web', 'web')).toEqual({ name: undefined });
});

// app → lib → libc, all of one weight: what changes a path changes all above it
const MIB = 2 ** 20;
const chain = parseClosure(
  attrsJson(drawGraph('app-1', `app-1 ${MIB} > lib-2`, `lib-2 ${MIB} > libc-3`, `libc-3 ${MIB}`)),
);

test.each([
  ['app-1', 1, 0, 'small'],
  ['lib-2', 2, 1 / 3, 'usual'],
  ['libc-3', 3, 2 / 3, 'usual'],
  ['libc-3 and more', 4, 1, 'large'],
])('%s is above as many of the events as bring less', (_, size, above, word) => {
  const cause = { path: 0, own: 1, rebuilt: 0, carried: 0 };
  // no path is popular, so all weigh the same
  const model = costModel(chain, popularityOf(chain, { images: 30, counts: new Map() }));
  expect(updateSize(model, size * MIB, [cause])).toEqual({
    ...{ size: word, cause: 0, causes: 1 },
    above: expect.closeTo(above, 1),
  });
});

test('the cause is what brought most of what is new, whatever it carried along', () => {
  const causes = [
    { path: 0, own: 1, rebuilt: 0, carried: 90 },
    { path: 1, own: 1, rebuilt: 5, carried: 0 },
  ];
  expect(updateSize(modelOf(chain), MIB, causes)).toMatchObject({ cause: 1, causes: 2 });
});

test('the updates of series are told by snapshot', () => {
  const names = ['web', 'after-update/web.v2', 'after-update/web.v2', 'after-update/web.libssl3'];
  const series = [{ image: 'web', snapshots: names.map(closureOf) }];
  const found = seriesUpdates(series, undefined);
  expect(found.map(({ image, snapshot, size }) => [image, snapshot, size])).toEqual([
    ['web', 1, 'small'],
    ['web', 3, 'large'],
  ]);
  expect(found[1]!.cause).toMatch(/^\/nix\/store\/.*-libssl3-/);
});
