import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawGraph, storePathOf } from '../../helpers/draw-graph.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand, runShell } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

const [WEB, GIT, API] = ['web', 'git', 'api'].map((name) => fixturePath(`${name}.attrs.json`)) as [
  string,
  string,
  string,
];
const NEXT = fixturePath('after-update/web.libssl3.attrs.json');

/** Runs a fleet and reads its JSON. */
async function fleet(cwd: string, ...args: string[]) {
  const { stdout, stderr, exitCode } = await runCommand(['fleet', ...args, '--json'], { cwd });
  expect([stderr, exitCode]).toEqual(['', 0]);
  return JSON.parse(stdout);
}

interface LayerRecord {
  readonly contents: readonly string[];
  readonly narSize: number;
}

function layersOf(file: string): readonly LayerRecord[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('writes a partition of each image within its budget, and tells what they share', async () => {
  const cwd = scratchFolder();
  const args = [WEB, GIT, `back=${API}`, '-b', '16', '-b', 'back=10', '-o', 'new/layers'];
  const answer = await fleet(cwd, ...args);
  const folder = join(cwd, 'new/layers');
  expect(readdirSync(folder)).toEqual(['back.json', 'git.json', 'web.json']);

  const stored = new Map<string, number>();
  const files = { web: WEB, git: GIT, back: API };
  for (const [name, file] of Object.entries(files)) {
    const layers = layersOf(join(folder, `${name}.json`));
    const { graph } = JSON.parse(readFileSync(file, 'utf8'));
    const paths = graph.map(({ path }: { path: string }) => path).sort();
    expect(layers.flatMap(({ contents }) => contents).sort()).toEqual(paths);
    expect(layers.length).toBeLessThanOrEqual(name === 'back' ? 10 : 16);
    const narSize = layers.reduce((sum, layer) => sum + layer.narSize, 0);
    const image = answer.images.find((one: { name: string }) => one.name === name);
    expect(image).toMatchObject({ layers: layers.length, paths: paths.length, narSize });
    for (const layer of layers) {
      stored.set(layer.contents.join(), layer.narSize);
    }
  }
  expect(answer.layers).toBe(stored.size);
  expect(answer.registry).toBe([...stored.values()].reduce((sum, size) => sum + size, 0));
  expect(answer.outcome).toBe('fresh');
});

test.each(['layers', 'paths', 'names'])('inherits from %s, and says what is new', async (form) => {
  const cwd = scratchFolder();
  await fleet(cwd, WEB, GIT, '-b', '16', '-o', 'old', '--format', form);
  const args = [`web=${WEB}`, GIT, API, '-b', '16', '--previous', 'old', '--format', form];
  const { images, outcome } = await fleet(cwd, ...args, '-o', 'same');
  expect(outcome).toBe('kept');
  expect(images.map(({ pulled }: { pulled?: number }) => pulled)).toEqual([undefined, 0, 0]);
  const { stdout } = await runCommand(['fleet', ...args, '--dry-run'], { cwd });
  expect(stdout).toMatch(/\nnew: api\n/);
});

test('says when nothing is inherited', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'old'));
  const { notes, outcome } = await fleet(cwd, WEB, '--previous', 'old', '--dry-run');
  expect([notes, outcome]).toEqual([['old: no earlier grouping of any of the images'], 'fresh']);
});

test('shares the layers of a fixed image and does not write it', async () => {
  const cwd = scratchFolder();
  await fleet(cwd, GIT, '-b', '24', '-o', 'catalogue', '--format', 'names');
  const fixed = ['--fixed', 'git=catalogue/git.json'];
  const alone = await fleet(cwd, WEB, '-b', '24', '--dry-run');
  const { images } = await fleet(cwd, WEB, '-b', '24', ...fixed, '-o', 'out');
  expect(alone.images[0].shared).toBe(0);
  expect(images[0].shared).toBeGreaterThan(0.5 * images[0].narSize);
  expect(readdirSync(join(cwd, 'out'))).toEqual(['web.json']);
});

test('the order of the images has no effect, nor has where they come from', async () => {
  const cwd = scratchFolder();
  await runShell(
    `mkdir images && cp ${WEB} ${GIT} ${API} images && echo {} > images/group-layers.json`,
    {
      cwd,
    },
  );
  const fromFolder = await fleet(cwd, 'images', '-b', '12', '-o', 'a');
  const fromFiles = await fleet(cwd, WEB, API, GIT, '-b', '12', '-o', 'b');
  expect(fromFiles).toEqual(fromFolder);
  const { stdout } = await runShell('diff -r a b && echo same', { cwd });
  expect(stdout).toBe('same\n');
});

test('shows with --verbose what each image shares with each other', async () => {
  const cwd = scratchFolder();
  const { stdout } = await runCommand(['fleet', WEB, GIT, '-o', 'out', '-v'], { cwd });
  expect(stdout).toMatch(/\nin common layers +git +web\ngit +[0-9.]+ %\nweb +[0-9.]+ %\n/);
  const { matrix } = await fleet(cwd, WEB, GIT, '-o', 'out', '-v');
  expect(matrix[0][1]).toEqual(matrix[1][0]);
  expect(matrix[0][1].layers).toBeLessThanOrEqual(matrix[0][1].paths);
});

test('takes its budget from a configuration, the command line prevails', async () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'group-layers.json'), '{"budget": 5}');
  const budgets = async (...args: string[]) =>
    (await fleet(cwd, WEB, GIT, '--dry-run', ...args)).images.map(
      ({ budget }: { budget: number }) => budget,
    );
  expect(await budgets()).toEqual([5, 5]);
  expect(await budgets('-b', 'web=7')).toEqual([5, 7]);
  expect(await budgets('-b', '9')).toEqual([9, 9]);
});

test('weights decide', async () => {
  const cwd = scratchFolder();
  const run = (weights: string) =>
    fleet(cwd, WEB, GIT, API, '-b', '6', '--dry-run', '--weights', weights);
  const stored = await run('storage=1,updates=0,pulls=0');
  const pulled = await run('storage=0,updates=0,pulls=1');
  expect(stored.registry).toBeLessThan(pulled.registry);
  expect(stored.weights).toEqual({ storage: 1, updates: 0, pulls: 0 });
});

describe('refuses', () => {
  const usage = /\ntry group-layers fleet --help\n$/;
  test.each<[string, string[], number, RegExp]>([
    ['two images of one name', [WEB, NEXT], 2, /^group-layers: two images called web, .* and .*\n/],
    ['a name that is taken', [WEB, '--fixed', `web=${GIT}`], 2, /two images called web/],
    ['a name that is a place', [`../web=${WEB}`], 3, /no such file/],
    ['a hidden name', [`.web=${WEB}`], 2, /: the name \.web, expected one of letters/],
    ['a nameless graph', ['-'], 2, /^group-layers: <stdin>: no name, .*\nwrite NAME=FILE\n$/],
    ['stdin twice', ['a=-', 'b=-'], 2, /two inputs from stdin/],
    ['a budget of 0', [WEB, '-b', 'web=0'], 2, /expected a whole number of 1 or more/],
    ['a budget of none', [WEB, '-b', 'git=3'], 2, /--budget git=3: no such image\nthere are web\n/],
    ['a weight below 0', [WEB, '--weights', 'pulls=-1'], 2, usage],
    ['an unknown weight', [WEB, '--weights', 'pull=1'], 2, usage],
    ['no weight', [WEB, '--weights', 'storage=0,updates=0,pulls=0'], 2, /above 0/],
    ['a folder that is missing', [WEB, '--previous', 'nowhere'], 3, /^group-layers: nowhere: no f/],
    [
      'a fixed graph',
      [WEB, '--fixed', `git=${GIT}`],
      3,
      /git.attrs.json: .*\ngive a grouping that/,
    ],
    ['no graph', [], 2, /missing required argument 'GRAPH'/],
  ])('%s', async (_, args, expected, message) => {
    const cwd = scratchFolder();
    const result = await runCommand(['fleet', ...args, '-o', 'out'], { cwd, input: '[]' });
    expect(result.stderr).toMatch(message);
    expect([result.stdout, result.exitCode]).toEqual(['', expected]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('no folder to write to', async () => {
    const { stderr, exitCode } = await runCommand(['fleet', WEB]);
    expect(stderr).toMatch(/^group-layers: no folder to write to\n/);
    expect(exitCode).toBe(2);
  });

  test.each([
    ['sizes', 'libc 2', 'two entries, of 1 and of 2 bytes, expected one narSize'],
    [
      'references',
      'libc 1 > zlib',
      'two entries with different references, expected one set of references',
    ],
  ])('graphs that differ in %s, and names them', async (_, entry, found) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'a.json'), attrsJson(drawGraph('zlib', 'zlib 1')));
    writeFileSync(join(cwd, 'b.json'), attrsJson(drawGraph('libc', 'libc 1')));
    writeFileSync(join(cwd, 'c.json'), attrsJson(drawGraph('libc', entry, 'zlib 1')));
    const { stderr, exitCode } = await runCommand(['fleet', '.', '-o', 'out'], { cwd });
    expect(stderr).toContain(`group-layers: b.json and c.json: ${storePathOf('libc')}: ${found}\n`);
    expect(exitCode).toBe(3);
  });

  test('what cannot be written', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'out/web.json'), { recursive: true });
    const { stderr, exitCode } = await runCommand(['fleet', WEB, '-o', 'out'], { cwd });
    expect(stderr).toMatch(/^group-layers: out\/web.json: /);
    expect(exitCode).toBe(4);
    const file = await runCommand(['fleet', WEB, '-o', WEB], { cwd });
    expect(file.exitCode).toBe(4);
  });
});
