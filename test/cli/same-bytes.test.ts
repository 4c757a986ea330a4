import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { largeGraph } from '../helpers/large-graph.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { attrsJson } from '../helpers/store-graph.ts';

const GRAPH = fixturePath('git.attrs.json');
const { stdout: EXPECTED } = await runCommand([GRAPH, '-q', '-o', '-', '-b', '24']);

test.each([
  ...[
    'C',
    'C.UTF-8',
    'de_DE.UTF-8',
    'tr_TR.UTF-8',
    'ar_EG.UTF-8',
    'ja_JP.eucJP',
    'sv_SE',
    'nonsense',
  ],
])('the bytes are the same in the locale %s', async (locale) => {
  const environment = { LC_ALL: locale, LANG: locale, TZ: 'Asia/Kathmandu', HOME: '/nonexistent' };
  const { stdout } = await runCommand([GRAPH, '-q', '-o', '-', '-b', '24'], { environment });
  expect(stdout).toBe(EXPECTED);
});

test.each([
  ['a small stack', '--stack-size=200'],
  ['little memory', '--max-old-space-size=64'],
  ['no compiler', '--jitless --no-expose-wasm'],
])('5,000 store paths are grouped the same with %s', async (_, flags) => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'graph.json'), attrsJson(largeGraph(5000)));
  const group = (environment = {}) =>
    runCommand(['graph.json', '-q', '-o', '-'], { cwd, environment });
  const expected = await group();
  expect(expected.exitCode).toBe(0);
  // NODE_OPTIONS refuses most flags of V8, which v8.setFlagsFromString takes
  const code = encodeURIComponent(
    flags
      .split(' ')
      .map((flag) => `v8.setFlagsFromString('${flag}');`)
      .join(''),
  );
  const preload = `--import data:text/javascript,import%20v8%20from%20'node:v8';${code}`;
  expect(await group({ NODE_OPTIONS: preload })).toEqual(expected);
});
