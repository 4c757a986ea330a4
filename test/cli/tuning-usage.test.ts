import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath, fixtureText } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const ESCAPE = '\u001b';
const GRAPH = fixturePath('with-ca.attrs.json');
const BROKEN = fixturePath('invalid/cycle-of-2.json');

/** Each command with valid arguments; `-` is where a graph may come from stdin. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  sweep: ['-', '--budgets', '1..3'],
  compare: ['-'],
  diff: ['-', GRAPH],
  explain: ['-', 'zlib', '--budgets', '2'],
  check: ['-', '--config', 'rules.json'],
  popularity: ['-'],
};
const NAMES = Object.keys(COMMANDS);

function folderWithRules(): string {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'rules.json'), '{"maxLayers": 99}');
  return folder;
}

describe.each(NAMES)('%s', (name) => {
  const args = [name, ...COMMANDS[name]!];
  const input = fixtureText('with-ca.attrs.json');

  test('reads stdin and answers on stdout, without colours in a pipe', async () => {
    const result = await runCommand(args, {
      cwd: folderWithRules(),
      input,
      environment: { NO_COLOR: undefined, FORCE_COLOR: '1' },
    });
    expect(result).toMatchObject({ stderr: '', exitCode: 0 });
    expect(result.stdout).not.toContain(ESCAPE);
    expect(result.stdout.endsWith('\n')).toBe(true);
  });

  test('gives the same JSON for --json and --format json, on stdout and in a file', async () => {
    const cwd = folderWithRules();
    const told = await runCommand([...args, '--json'], { cwd, input });
    expect([told.stderr, told.exitCode]).toEqual(['', 0]);
    expect(() => JSON.parse(told.stdout)).not.toThrow();
    const same = await runCommand([...args, '--format', 'json', '-o', 'answer'], { cwd, input });
    expect([same.stdout, same.stderr, same.exitCode]).toEqual(['', '', 0]);
    expect(readFileSync(join(cwd, 'answer'), 'utf8')).toBe(told.stdout);
  });

  test.each([
    ['an unknown option', [...args, '--no-such'], "unknown option '--no-such'"],
    ['no graph', [name], `missing required argument '${name === 'diff' ? 'OLD' : 'GRAPH'}'`],
    ['a wrong form', [...args, '--format', 'xml'], "option '--format <FORM>' argument 'xml'"],
  ])('refuses %s', async (_, wrong, message) => {
    const { stdout, stderr, exitCode } = await runCommand(wrong, { cwd: folderWithRules() });
    expect(stderr.startsWith(`group-layers: ${message}`)).toBe(true);
    expect(stderr.endsWith(`\ntry group-layers ${name} --help\n`)).toBe(true);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test.each([
    ['that is missing', 'missing.json', 'missing.json: no such file or directory\n'],
    ['that is refused', BROKEN, `${BROKEN}: `],
  ])('refuses a graph %s', async (_, file, message) => {
    const wrong = args.map((arg) => (arg === '-' ? file : arg));
    const { stdout, stderr, exitCode } = await runCommand(wrong, { cwd: folderWithRules() });
    expect(stderr.startsWith(`group-layers: ${message}`)).toBe(true);
    expect([stdout, exitCode]).toEqual(['', 3]);
  });

  test('says when the answer cannot be written', async () => {
    const result = await runCommand([...args, '-o', 'no/answer'], {
      cwd: folderWithRules(),
      input,
    });
    expect(result.exitCode).toBe(4);
  });

  test.each(['--json', '-q'])('is not given %s before its name', async (option) => {
    const { stderr, exitCode } = await runCommand([option, ...args], { input });
    expect(stderr).toMatch(
      new RegExp(`^group-layers: --[a-z]+ before ${name} has no effect\nwrite it after: `),
    );
    expect(exitCode).toBe(2);
  });
});

describe('colours', () => {
  test.each(NAMES.filter((name) => name !== 'popularity'))('of %s are asked for', async (name) => {
    const cwd = folderWithRules();
    const input = fixtureText('with-ca.attrs.json');
    const args = [name, ...COMMANDS[name]!];
    const { stdout } = await runCommand([...args, '--color', 'always'], { cwd, input });
    expect(stdout).toContain(ESCAPE);
    const json = await runCommand([...args, '--color', 'always', '--json'], { cwd, input });
    expect(json.stdout).not.toContain(ESCAPE);
  });
});

test.each([
  'sweep - --against -',
  'sweep - --image -',
  'sweep - -p -',
  'compare - -',
  'compare - -- -',
  'diff - -',
  'explain - x --pop -',
  'check - --config -',
  'popularity - --add -',
])('%s: stdin is there once', async (args) => {
  const result = await runCommand(args.split(' '), { input: '[]' });
  expect(result.stderr).toBe('group-layers: two inputs from stdin\ngive one of them as a file\n');
  expect(result.exitCode).toBe(2);
});

test('a reader that has seen enough is no error', async () => {
  const { stdout, stderr, exitCode } = await runShell(
    `set -o pipefail; group-layers popularity ${fixturePath('corpus')}/../*.attrs.json | head -1`,
  );
  expect([stdout, stderr, exitCode]).toEqual(['{\n', '', 0]);
});

test('help of a command that is none', async () => {
  const { stderr, exitCode } = await runCommand(['help', 'nope']);
  expect([stderr, exitCode]).toEqual([
    'group-layers: no such command\ntry group-layers --help\n',
    2,
  ]);
});
