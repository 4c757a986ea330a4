import { chmodSync, copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { OVERHEAD_FORMS } from '../../src/layers/budget-presets.ts';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('with-ca.attrs.json');

test('--version is that of the package and of the default grouping', async () => {
  const result = await runCommand(['--version']);
  const { stdout } = await runCommand([GRAPH, '--json', '--dry-run']);
  const { strategy, revision } = JSON.parse(stdout);
  expect(result).toMatchObject({
    stdout: `${packageJson.version} (${strategy}, revision ${revision})\n`,
    stderr: '',
    exitCode: 0,
  });
});

test('--help begins with three examples, and each works when pasted', async () => {
  const { stdout, stderr, exitCode } = await runCommand(['--help']);
  expect([stderr, exitCode]).toEqual(['', 0]);
  const lines = stdout.split('\n');
  expect(lines[0]).toBe('Examples:');
  const examples = lines.slice(1, lines.indexOf('')).map((line) => line.trim());
  expect(examples.length).toBe(3);

  const folder = scratchFolder();
  copyFileSync(GRAPH, join(folder, '.attrs.json'));
  const tools = scratchFolder();
  const tool = (name: string, script: string) => {
    writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools, name), 0o755);
  };
  tool(
    'nix',
    `[ "$*" = "--extra-experimental-features nix-command flakes build --no-link --json .#image.graph" ] && echo '[{"outputs": {"out": "${fixturePath('web.attrs.json')}"}}]'`,
  );
  tool('jq', `[ "$*" = length ] && grep -c '"contents"'`);
  const script = (example: string) => `PATH=${tools}${delimiter}$PATH; set -o pipefail; ${example}`;
  for (const example of examples) {
    const result = await runShell(script(example), { cwd: folder });
    expect(result.exitCode, result.stderr).toBe(0);
    const grouping = join(folder, 'grouped-layers.json');
    expect(existsSync(grouping) || /^[0-9]+\n$/.test(result.stdout)).toBe(true);
    rmSync(grouping, { force: true });
  }
});

describe('wrong usage', () => {
  const count = 'is invalid, expected a whole number of 1 or more';
  const size = 'is invalid, expected bytes, or a number with kB, MB, GB, KiB, MiB or GiB';
  const strategies = 'Allowed choices are expected-pull, nixery, auto-layer, popularity, largest.';
  test.each<[string[], string]>([
    [['--budget', '0'], `option '-b, --budget <N>' argument '0' ${count}`],
    [['--budget', '-3'], `option '-b, --budget <N>' argument '-3' ${count}`],
    [['--budget=-3'], `option '-b, --budget <N>' argument '-3' ${count}`],
    [['--budget', '1.5'], `option '-b, --budget <N>' argument '1.5' ${count}`],
    [['-b', 'abc'], `option '-b, --budget <N>' argument 'abc' ${count}`],
    [['-b', ''], `option '-b, --budget <N>' argument '' ${count}`],
    [['-b', '9007199254740992'], `option '-b, --budget <N>' argument '9007199254740992' ${count}`],
    [['--budget'], "option '-b, --budget <N>' argument missing"],
    [['--budgets', '3'], "unknown option '--budgets'\n(Did you mean --budget?)"],
    [['--no-such'], "unknown option '--no-such'"],
    [
      ['--strategy', 'best'],
      `option '--strategy <NAME>' argument 'best' is invalid, ${strategies}`,
    ],
    [['--size-threshold', '1.5'], `option '--size-threshold <SIZE>' argument '1.5' ${size}`],
    [
      ['--layer-overhead', '5 parsecs'],
      `option '--layer-overhead <SIZE>' argument '5 parsecs' ${size}, ${OVERHEAD_FORMS}`,
    ],
    [
      ['--popularity-threshold', '-1'],
      "option '--popularity-threshold <N>' argument '-1' is invalid, expected a whole number of 0 or more",
    ],
    [
      ['--format', 'xml'],
      "option '--format <FORM>' argument 'xml' is invalid, Allowed choices are layers, paths, names.",
    ],
    [['other.json'], 'too many arguments. Expected 1 argument but got 2.'],
  ])('%j', async (args, message) => {
    const folder = scratchFolder();
    const result = await runCommand([GRAPH, ...args], { cwd: folder });
    expect(result.stderr).toBe(`group-layers: ${message}\ntry group-layers --help\n`);
    expect([result.stdout, result.exitCode]).toEqual(['', 2]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the graph as an argument and as an option', async () => {
    const result = await runCommand(['a.json', '--graph', 'b.json']);
    expect(result.stderr).toBe('group-layers: two graphs, a.json and --graph b.json\ngive one\n');
    expect(result.exitCode).toBe(2);
  });

  test('two inputs from one stdin', async () => {
    const result = await runCommand(['-', '--pop', '-'], { input: '[]' });
    expect(result.stderr).toBe('group-layers: two inputs from stdin\ngive one of them as a file\n');
    expect(result.exitCode).toBe(2);
  });
});

test.each(['--help', '--version'])(
  '%s that cannot be written sets the exit code',
  async (option) => {
    expect((await runShell(`group-layers ${option} >/dev/full`)).exitCode).toBe(4);
  },
);
