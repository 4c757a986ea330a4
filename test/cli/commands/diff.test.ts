import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WORDS } from '../../../src/report/words.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand, runShell } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

const OLD = fixturePath('git.attrs.json');
const NEW = fixturePath('after-update/git.libssl3.attrs.json');

/** Keys of layers that depend on the strategy. */
const OF_STRATEGIES =
  /^(?!(pulled|floor|layers|kept|changed|new|gone|contents|narSize|newPaths|replaces|paths|added|removed|updated|rebuilt|from|to|blame|path|own|carried|[0-9]*)$)/;

/** A folder with two graphs and their groupings at budget 8. */
async function folderOfGroupings(): Promise<string> {
  const cwd = scratchFolder();
  await runShell(
    `group-layers ${OLD} -b 8 -q -o old.json; group-layers ${NEW} -b 8 -q -o new.json
     cp ${OLD} old.graph.json; cp ${NEW} new.graph.json`,
    { cwd },
  );
  return cwd;
}

test('of two groupings has the layers that diff of their graphs has', async () => {
  const cwd = await folderOfGroupings();
  const ofGraphs = await runCommand(['diff', OLD, NEW, '--budget', '8', '--json']);
  const withGraphs = await runCommand(
    ['diff', 'old.json', 'new.json', '--graph-old', OLD, '--graph-new', NEW, '--json'],
    { cwd },
  );
  const withoutGraphs = await runCommand(['diff', 'old.json', 'new.json', '--json'], { cwd });
  // all that is needed of a layer in a grouped-layers.json
  const bare = (text: string) =>
    JSON.parse(text, (key, value) => (OF_STRATEGIES.test(key) ? undefined : value));
  expect(bare(withGraphs.stdout)).toEqual(bare(ofGraphs.stdout));
  const { pulled, layers } = bare(ofGraphs.stdout);
  expect(bare(withoutGraphs.stdout)).toEqual({ pulled, layers });
});

test('mixes a grouping with a graph', async () => {
  const cwd = await folderOfGroupings();
  const pulledFor = async (...files: string[]) => {
    const { stdout } = await runCommand(['diff', ...files, '--budget', '8', '--json'], { cwd });
    return JSON.parse(stdout).pulled;
  };
  expect(await pulledFor('old.json', NEW)).toBe(await pulledFor(OLD, NEW));
  expect(await pulledFor(OLD, 'new.json')).toBe(await pulledFor(OLD, NEW));
});

describe('refuses', () => {
  test.each([
    [
      ['old.json', 'new.json', '--graph-old', 'new.graph.json'],
      3,
      /: \/nix\/store\/\S+ is missing, but (old|new.graph).json contains it\n/,
    ],
    [
      ['old.graph.json', 'new.json', '--graph-old', 'old.graph.json'],
      2,
      /--graph-old has no effect, because old.graph.json is a graph itself\n/,
    ],
    [
      ['old.json', 'new.graph.json', '--graph-new', 'new.graph.json'],
      2,
      /--graph-new has no effect, because new.graph.json is a graph itself\n/,
    ],
    [
      ['broken.json', 'new.json'],
      3,
      /broken.json: \[0\].contents\[0\]: "x", expected a store path/,
    ],
  ])('%j', async (args, expected, message) => {
    const cwd = await folderOfGroupings();
    writeFileSync(join(cwd, 'broken.json'), '[{"contents": ["x"], "narSize": 1}]');
    const { stdout, stderr, exitCode } = await runCommand(['diff', ...args], { cwd });
    expect(stderr).toMatch(message);
    expect([stdout, exitCode]).toEqual(['', expected]);
  });
});

test('shows changes in marks and words', async () => {
  const cwd = scratchFolder();
  const older = drawGraph(
    'app-1',
    'app-1 9 > openssl-3.0.20 gone-1 libc',
    'openssl-3.0.20 5',
    'gone-1 7',
    'libc 3',
  );
  const newer = drawGraph(
    'app-1',
    'app-1 9 > openssl-3.0.21 fresh-1 libc',
    'openssl-3.0.21 6',
    'fresh-1 8',
    'libc 3',
  );
  const rebuilt = attrsJson(newer).replaceAll(/[0-9a-f]{32}(?=-app)/g, '0'.repeat(32));
  writeFileSync(join(cwd, 'old.json'), attrsJson(older));
  writeFileSync(join(cwd, 'new.json'), rebuilt);
  const { stdout } = await runCommand(['diff', 'old.json', 'new.json'], { cwd });
  const words = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(words).toEqual([
    ['23 B pulled, floor 23 B (× 1.000)'],
    ['update: a large one, because of fresh-1 and 1 other'],
    ['Of the updates of one source that the model expects, 100 % bring less.'],
    ['layers: 1 kept, 2 changed, 1 new, 1 gone'],
    [''],
    ['layer', 'size', 'was', 'new paths', 'contains, new paths first'],
    ['~ changed', '6 B', '5 B', '1 of 1', 'openssl-3.0.21'],
    ['~ changed', '9 B', '9 B', '1 of 1', 'app-1'],
    ['+ new', '8 B', '1 of 1', 'fresh-1'],
    ['- gone', '7 B', 'gone-1'],
    [''],
    ['store paths'],
    ['~ openssl 3.0.20 → 3.0.21'],
    ['+ fresh-1'],
    ['- gone-1'],
    [''],
    ['1 rebuilt with the same version'],
    ['app-1'],
    [''],
    ['because of', 'itself', 'rebuilt', 'carried along'],
    ['fresh-1', '8 B', '5 B', '0 B'],
    ['openssl-3.0.21', '6 B', '4 B', '0 B'],
    [`floor: ${WORDS.floor}`],
    [`carried along: ${WORDS.carried}`],
    [''],
  ]);
});

test('of an image with itself is nothing', async () => {
  const { stdout } = await runCommand(['diff', OLD, OLD]);
  expect(stdout).toBe('0 B pulled, floor 0 B\nlayers: 61 kept, 0 changed, 0 new, 0 gone\n');
});

test('is cut to what fits, but for --verbose', async () => {
  const [short, long] = [
    await runCommand(['diff', fixturePath('api.attrs.json'), OLD]),
    await runCommand(['diff', fixturePath('api.attrs.json'), OLD, '-v']),
  ];
  expect(short.stdout).toContain(' (--verbose shows all)');
  expect(long.stdout).not.toContain('(--verbose');
  for (const line of [...short.stdout.split('\n'), ...long.stdout.split('\n')]) {
    expect(line.length).toBeLessThanOrEqual(100);
  }
});

describe('of folders', () => {
  /** Folders of graphs, `old` and `new`, and of the groupings that fleet makes of them. */
  async function folders(): Promise<string> {
    const cwd = scratchFolder();
    await runShell(
      `mkdir old new
       cp ${OLD} ${fixturePath('web.attrs.json')} ${fixturePath('api.attrs.json')} old
       cp ${NEW} ${fixturePath('after-update/web.libssl3.attrs.json')} new
       cp ${fixturePath('jvm.attrs.json')} new
       group-layers fleet old -b 16 -q -o old.layers
       group-layers fleet new -b 16 -q -o new.layers --previous old.layers`,
      { cwd },
    );
    return cwd;
  }

  test('tells what each image pulls and what the registry stores', async () => {
    const cwd = await folders();
    const run = async (...args: string[]) => (await runCommand(['diff', ...args], { cwd })).stdout;
    const graphs = ['--graph-old', 'old', '--graph-new', 'new'];
    const withGraphs = JSON.parse(await run('old.layers', 'new.layers', ...graphs, '--json'));
    const { floor, ...rest } = withGraphs;
    expect(JSON.parse(await run('old.layers', 'new.layers', '--json'))).toEqual(rest);
    expect(rest.images.map(({ name }: { name: string }) => name)).toEqual(['git', 'jvm', 'web']);
    expect(rest.gone).toEqual(['api']);
    expect(floor.pulled).toBeLessThanOrEqual(rest.pulled);
    expect(floor.stored).toBeLessThanOrEqual(rest.stored);
    const alone = JSON.parse(await run('old', 'new', '-b', '16', '--json'));
    expect(alone.floor).toEqual(floor);
    expect(alone.stored).toBeGreaterThan(rest.stored);

    for (const name of ['git', 'web']) {
      const files = ['old', 'new'].map((folder) => `${folder}.layers/${name}.json`);
      const one = JSON.parse(await run(...files, '--json'));
      const image = rest.images.find((one: { name: string }) => one.name === name);
      expect([image.pulled, image.kept]).toEqual([one.pulled, one.layers.kept.length]);
    }
    expect(await run('old.layers', 'new.layers')).toMatch(
      /\njvm +16 .* new\n(?:.+\n)*\ngone: api\n$/,
    );
    expect(await run('old.layers', 'new.layers', '--format', 'markdown')).toMatch(
      /\n\| `jvm` \| .*\| new \|\n/,
    );
    expect(JSON.parse(await run('old', 'old', '--json'))).toMatchObject({ pulled: 0, stored: 0 });
  });

  test('refuses the graph of another image', async () => {
    const cwd = await folders();
    const args = ['diff', 'old.layers', 'new.layers', '--graph-old', 'new'];
    const { stderr, exitCode } = await runCommand(args, { cwd });
    expect(stderr).toMatch(/: new\/git\.libssl3\.attrs\.json: .* is missing, but old\.layers\/git/);
    expect(exitCode).toBe(3);
  });
});
