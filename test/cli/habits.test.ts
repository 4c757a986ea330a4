import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('git.attrs.json');

test('group is what the command without a name is', async () => {
  const [here, there] = [scratchFolder(), scratchFolder()];
  const named = await runCommand(['group', GRAPH, '-b', '7'], { cwd: here });
  const plain = await runCommand([GRAPH, '-b', '7'], { cwd: there });
  expect(named).toEqual(plain);
  const written = (folder: string) => readFileSync(join(folder, 'grouped-layers.json'), 'utf8');
  expect(written(here)).toBe(written(there));
});

test.each([
  ['sweeep', 'sweep'],
  ['swep', 'sweep'],
  ['explan', 'explain'],
  ['comparee', 'compare'],
  ['grup', 'group'],
  ['chekc', 'check'],
])('%s suggests %s', async (word, command) => {
  for (const more of [[], [GRAPH, '--budgets', '3']]) {
    const { stderr, exitCode } = await runCommand([word, ...more], { cwd: scratchFolder() });
    expect([stderr, exitCode]).toEqual([
      `group-layers: no command and no file ${word}\ndid you mean group-layers ${command}?\n`,
      2,
    ]);
  }
});

test('another word is the name of a graph', async () => {
  const { stderr } = await runCommand(['missing'], { cwd: scratchFolder() });
  expect(stderr).toBe('group-layers: missing: no such file or directory\n');
});

test('--max-layers is --budget', async () => {
  const [budget, maxLayers] = await Promise.all(
    ['--budget', '--max-layers'].map((option) => runCommand([GRAPH, option, '7', '-o', '-', '-q'])),
  );
  expect(maxLayers).toEqual(budget);
  expect(JSON.parse(maxLayers!.stdout).length).toBe(7);
});

test.each(['sweep', 'compare', 'report', 'check', 'diff', 'explain', 'group'])(
  '%s has -b',
  async (name) => {
    const { stdout } = await runCommand([name, '--help']);
    expect(stdout).toContain('-b, --budget <N>');
    expect(stdout).toContain('--max-layers <N>');
  },
);

test('--dry-run writes nothing, and says what would be', async () => {
  const cwd = scratchFolder();
  const { stdout, stderr, exitCode } = await runCommand([GRAPH, '--dry-run', '-b', '7'], { cwd });
  expect([stderr, exitCode]).toEqual(['', 0]);
  expect(stdout).toMatch(/^7 of 7 layers · /);
  expect(stdout).toContain('\nnothing written (--dry-run)\n');
  expect(readdirSync(cwd)).toEqual([]);
  const asJson = await runCommand([GRAPH, '--dry-run', '--json', '-o', '-'], { cwd });
  expect(JSON.parse(asJson.stdout).paths).toBe(61);
});

describe('explain finds', () => {
  test('all that match a pattern', async () => {
    const { stdout } = await runCommand(['explain', GRAPH, 'libk*', '--budgets', '2', '--json']);
    const found: { path: string }[] = JSON.parse(stdout);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every(({ path }) => path.slice(44).startsWith('libk'))).toBe(true);
  });

  test('the name that is nearest', async () => {
    const { stderr, exitCode } = await runCommand(['explain', GRAPH, 'libssk3']);
    expect(stderr).toMatch(/\ndid you mean libssl3.*\?\n$/);
    expect(exitCode).toBe(2);
  });
});

describe('--format markdown', () => {
  test('of diff is short, with the layers folded', async () => {
    const newer = fixturePath('after-update/git.libssl3.attrs.json');
    const args = ['diff', GRAPH, newer, '-b', '16', '--format', 'markdown'];
    const { stdout } = await runCommand(args);
    expect(stdout).toMatch(/^\*\*The update pulls [\d.]+ MiB\*\*, of which 54\.4 MiB are new/);
    expect(stdout).toMatch(
      /\| `libssl3-3\.0\.22-1_deb12u2` \| 5\.85 MiB \| 48\.6 MiB \| [\d.]+ MiB \|/,
    );
    const [above] = stdout.split(
      /<details><summary>\d layers are pulled<\/summary>\n\n\| layer \|/,
    );
    expect(above!.split('\n').length).toBeLessThan(15);
  });

  test('of check has the findings, and the lines of config folded', async () => {
    const cwd = scratchFolder();
    const config = '{"budget": 16, "maxLayers": 8, "forbidden": ["perl"]}';
    const args = ['check', GRAPH, '--config', '-', '--format', 'markdown'];
    const broken = await runCommand(args, { cwd, input: config });
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toMatch(
      /^\*\*Layers failed\*\*\.\n\n- `maxLayers`: `16 layers, more than 8`\n/,
    );
    expect(broken.stdout).toContain('| `forbidden` |  | `"allowed": ["perl"]` |');
    const passing = await runCommand(args, { cwd, input: '{"maxLayers": 94, "maxPullExcess": 1}' });
    expect([passing.stdout, passing.exitCode]).toEqual([
      '**Layers passed**: `maxLayers`. Not checked: `maxPullExcess`.\n',
      0,
    ]);
  });
});
