import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectPrintable } from '../../helpers/expect-printable.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

/** A folder with an image before and after an update, and rules. */
function folderWith(rules: unknown): string {
  const cwd = scratchFolder();
  for (const [file, version] of [
    ['old.json', '1.0'],
    ['new.json', '1.1'],
  ] as const) {
    const graph = drawGraph('app', 'app 100 > lib data', `lib-${version} 10`, 'data 1000');
    const text = attrsJson(graph).replaceAll(
      /[0-9a-f]{32}-lib(?=")/g,
      graph.entries[1]!.path.slice(11),
    );
    writeFileSync(
      join(cwd, file),
      text.replaceAll(/[0-9a-f]{32}-app/g, `${version.replace('.', '0').padEnd(32, '0')}-app`),
    );
  }
  writeFileSync(join(cwd, 'group-layers.json'), JSON.stringify(rules));
  return cwd;
}

const RULES = { budget: 2, strategy: 'largest', maxLayers: 1, forbidden: ['lib'] };

test('passes by exit code 0, and says what was checked', async () => {
  const rules = { strategy: 'largest', maxLayers: 3, maxPullExcess: 0.1, alone: ['lib'] };
  const result = await runCommand(['check', 'new.json', '--against', 'old.json'], {
    cwd: folderWith(rules),
  });
  expect(result).toMatchObject({
    stdout: 'passed: maxLayers, maxPullExcess\n',
    stderr: 'group-layers: hints: alone "lib" (1 path)\n',
    exitCode: 0,
  });
});

test('fails by exit code 1, with the lines that would fix or accept it', async () => {
  const result = await runCommand(['check', 'new.json'], { cwd: folderWith(RULES) });
  expect(result).toMatchObject({
    stdout: [
      'failed maxLayers: 2 layers, more than 1',
      '  to fix it, in group-layers.json:     "budget": 1',
      '  to accept it, in group-layers.json:  "maxLayers": 2',
      '',
      'failed forbidden: lib-1.1 is in the closure',
      '  to accept it, in group-layers.json:  "allowed": ["lib"]',
      '',
    ].join('\n'),
    stderr: '',
    exitCode: 1,
  });
});

test('the line that fixes the grouping does so when it is added', async () => {
  const cwd = folderWith({ ...RULES, budget: 1, forbidden: [] });
  expect((await runCommand(['check', 'new.json'], { cwd })).exitCode).toBe(0);
});

test('the update from each older graph is held against the rules, not their sum', async () => {
  const args = ['check', 'new.json', '--against', 'old.json'];
  const ofLimit = async (maxPulledBytes: number, ...more: string[]) =>
    (
      await runCommand([...args, ...more], {
        cwd: folderWith({ strategy: 'largest', maxPulledBytes }),
      })
    ).exitCode;
  expect(await ofLimit(110)).toBe(0);
  expect(await ofLimit(110, '--against', 'old.json')).toBe(0);
  expect(await ofLimit(109)).toBe(1);
});

test('says which rules nothing was there to check by', async () => {
  const cwd = folderWith({ maxPulledBytes: 0, maxPullExcess: 0, maxLayers: 9 });
  const text = await runCommand(['check', 'new.json'], { cwd });
  expect(text).toMatchObject({
    stdout: 'passed: maxLayers\n',
    stderr: 'group-layers: warning: not checked without --against: maxPulledBytes, maxPullExcess\n',
    exitCode: 0,
  });
  const json = await runCommand(['check', 'new.json', '--json'], { cwd });
  expect(JSON.parse(json.stdout)).toEqual({
    passed: true,
    checked: ['maxLayers'],
    unchecked: ['maxPulledBytes', 'maxPullExcess'],
    findings: [],
  });
});

test('JSON has every finding', async () => {
  const { stdout, exitCode } = await runCommand(['check', 'new.json', '--json'], {
    cwd: folderWith(RULES),
  });
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    passed: false,
    checked: ['maxLayers', 'forbidden'],
    unchecked: [],
    findings: [
      {
        rule: 'maxLayers',
        message: '2 layers, more than 1',
        fix: '"budget": 1',
        accept: '"maxLayers": 2',
      },
      { rule: 'forbidden', message: 'lib-1.1 is in the closure', accept: '"allowed": ["lib"]' },
    ],
  });
});

test('the popularity file and the thresholds of the config are heeded', async () => {
  const cwd = folderWith({ strategy: 'nixery', popularityThreshold: 5, maxLayers: 1 });
  writeFileSync(join(cwd, 'popularity.json'), '{"data": 5}');
  const run = (...args: string[]) => runCommand(['check', 'new.json', ...args], { cwd });
  expect((await run()).exitCode).toBe(0);
  expect((await run('-p', 'popularity.json')).stdout).toMatch(
    /^failed maxLayers: 2 layers, more than 1\n/,
  );
});

describe('is refused', () => {
  test.each([
    [
      '{"budget": 0}',
      /^group-layers: group-layers.json: budget: 0, expected a whole number of 1 or more\n/,
    ],
    [
      '{"maxLayer": 3}',
      /^group-layers: group-layers.json: maxLayer: no such rule, expected one of /,
    ],
    ['[', /^group-layers: group-layers.json: line 1, /],
  ])('for %s', async (config, message) => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, 'group-layers.json'), config);
    const { stdout, stderr, exitCode } = await runCommand(['check', 'new.json'], { cwd });
    expect(stderr).toMatch(message);
    expect([stdout, exitCode]).toEqual(['', 3]);
  });

  test('without a config', async () => {
    const result = await runCommand(['check', 'new.json', '--config', 'none.json'], {
      cwd: folderWith({}),
    });
    expect(result.stderr).toBe('group-layers: none.json: no such file or directory\n');
    expect(result.exitCode).toBe(3);
  });
});

describe('workflow commands', () => {
  const hostile = ['a%0A::error::b', 'a::b,c', 'x\n::set-env name=a::b', '\u202ey'];
  test.each(['github', 'text'])('cannot come from a name, in the form %s', async (format) => {
    const cwd = folderWith({});
    const config = 'a%b:c,\nd::e.json';
    writeFileSync(join(cwd, config), JSON.stringify({ forbidden: ['*'], allowed: hostile }));
    const args = ['check', 'new.json', '--config', config, '--format', format];
    const { stdout, exitCode } = await runCommand(args, { cwd });
    expect(exitCode).toBe(1);
    expectPrintable(stdout);
    const lines = stdout.trimEnd().split('\n');
    if (format === 'github') {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toMatch(/^::error file=[^:,%]*(%(25|3A|2C)[^:,%]*)*::forbidden: ([^%]|%25)*$/);
      }
    } else {
      expect(lines.filter((line) => line.startsWith('::'))).toEqual([]);
    }
  });

  test('are none when all is well', async () => {
    const args = ['check', 'new.json', '--format', 'github'];
    const { stdout, exitCode } = await runCommand(args, { cwd: folderWith({ maxLayers: 99 }) });
    expect([stdout, exitCode]).toEqual(['', 0]);
  });
});
