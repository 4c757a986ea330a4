import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Closure, Grouping, PopularityData } from 'group-layers';
import { expect, test } from 'vitest';
import { drawGraph, storePathOf } from './helpers/draw-graph.ts';
import { attrsJson } from './helpers/store-graph.ts';

const built = resolve('dist/library/index.js');
const graph = attrsJson(drawGraph('a', 'a 1 > b', 'b 2'));

test('the built library groups a closure, as its types say', async () => {
  const library: typeof import('group-layers') = await import(pathToFileURL(built).href);
  const closure: Closure = library.parseClosure(graph);
  const grouping: Grouping = library.groupLayers(closure, { budget: 2, strategy: 'largest' });
  expect(JSON.parse(library.pathsJson(grouping))).toEqual([[storePathOf('b')], [storePathOf('a')]]);
});

test('it takes popularity that it counted, or that is written down', async () => {
  const library: typeof import('group-layers') = await import(pathToFileURL(built).href);
  const closure: Closure = library.parseClosure(graph);
  const counted: PopularityData = library.countImages([closure, closure]);
  const written: PopularityData = { images: 30, counts: new Map([['a', 2]]) };
  const popularityOf = (popularity: PopularityData) =>
    library.groupLayers(closure, { budget: 1, popularity }).layers[0]!.popularity;
  expect([popularityOf(counted), popularityOf(written)]).toEqual([2, 1]);
});

test('it is found by the name of the package, and importing it reads and writes nothing', () => {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const readable = ['package.json', 'node_modules', 'dist/library'].map(
    (path) => `--allow-fs-read=${resolve(path)}`,
  );
  const script = `
    import { groupLayers, parseClosure } from 'group-layers';
    console.log(groupLayers(parseClosure(${JSON.stringify(graph)})).layers.length);`;
  const { stdout, status } = spawnSync(
    process.execPath,
    [permission, ...readable, '--no-warnings', '--input-type=module', '--eval', script],
    { encoding: 'utf8', env: {} },
  );
  expect({ stdout, status }).toEqual({ stdout: '2\n', status: 0 });
});

test('the example in src/README.md prints what stands below it', () => {
  const readme = readFileSync('src/README.md', 'utf8');
  const [, script, expected] = /```js\n([\s\S]*?)```\n\nprints\n\n```\n([\s\S]*?)```/.exec(readme)!;
  const args = ['--input-type=module', '--eval', script!];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: expected, status: 0 });
});

test('the files that src/README.md names are there', () => {
  const readme = readFileSync('src/README.md', 'utf8');
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(
    (file) => `src/${file}`,
  );
  const named = [...readme.matchAll(/`([\w./-]+\.ts)`|\]\(([\w./-]+)\)/g)].map(
    (m) => m[1] ?? m[2]!,
  );
  expect(named.length).toBeGreaterThan(0);
  const known = (name: string) =>
    files.some((file) => file.endsWith(`/${name}`)) ||
    existsSync(name) ||
    existsSync(`src/${name}`);
  expect(named.filter((name) => !known(name))).toEqual([]);
});
