import { expect, test } from 'vitest';
import { nameAndBuild } from '../../../src/closure/store-path.ts';
import { type FleetImage, groupFleet } from '../../../src/layers/fleet/group-fleet.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { renameDigests } from '../../helpers/rename-digests.ts';
import { closureFrom, type StoreGraph } from '../../helpers/store-graph.ts';

/** The names in each layer of each image, `jdk tk`. */
function layersOf(images: readonly FleetImage[]): Record<string, string[]> {
  return Object.fromEntries(
    groupFleet(images).images.map(({ name, grouping: { closure, layers } }) => [
      name,
      layers
        .map(({ members }) =>
          Array.from(members, (path) => closure.names[path])
            .sort()
            .join(' '),
        )
        .sort(),
    ]),
  );
}

function image(name: string, graph: StoreGraph, budget: number, previous?: string): FleetImage {
  const before = previous === undefined ? {} : { previous: parsePrevious(previous) };
  return { name, closure: closureFrom(graph), budget, ...before };
}

const stats = drawGraph(
  'stats',
  'stats 1 > tk r',
  'tk 3000000 > jdk',
  'jdk 90000000',
  'r 90000000',
);

test.each([
  ['server', drawGraph('jdk', 'jdk 90000000'), ['jdk', 'r', 'stats tk']],
  ['another with all of it', stats, ['jdk tk', 'r', 'stats']],
  ['another with nothing of it', drawGraph('bash', 'bash 90000000'), ['jdk tk', 'r', 'stats']],
])('beside other builds, %s, what they hold alone stays alone', (_, graph, expected) => {
  const other = image('other', renameDigests(graph, 'next week'), 9);
  expect(layersOf([other, image('stats', stats, 3)])['stats']).toEqual(expected);
});

const LIBS = ['gtk 5000000 > glib', 'glib 4000000', 'png 9000000'];

test.each([
  ['apart', [['gtk'], ['glib'], ['png']], [['app'], ['gtk', 'glib', 'png'], ['own'], ['data']]],
  ['together', [['gtk', 'glib'], ['png']], [['app', 'data'], ['gtk'], ['glib', 'png'], ['own']]],
])('an image that comes to builds takes over layers of those, here %s', (_, published, before) => {
  const libs = drawGraph('gtk png', ...LIBS);
  const app = drawGraph('app', 'app 1000 > gtk png own data', ...LIBS, 'own 2000', 'data 3000');
  const there = renameDigests(libs, 'next week');
  const ahead = image('tool', there, 3, names(there, published));
  const behind = image('app', renameDigests(app, 'next week'), 4, names(app, before));
  const expected = published.map((layer) => [...layer].sort().join(' '));
  expect(layersOf([ahead, behind])['app']).toEqual(expect.arrayContaining(expected));
});

/** A grouping as `--format names` writes it. */
function names({ entries }: StoreGraph, layers: readonly (readonly string[])[]): string {
  const pathOf = (name: string) => entries.find(({ path }) => path.endsWith(`-${name}`))!.path;
  return JSON.stringify(layers.map((layer) => layer.map((name) => nameAndBuild(pathOf(name)))));
}
