import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const OLD = fixturePath('git.attrs.json');
const NEW = fixturePath('after-update/git.libssl3.attrs.json');
const HINTS = ['--alone', 'perl-*', '--together', '{openssl,libssl3}', '--volatile', 'git'];

/** A folder with `names.json`, the grouping of the old graph at a budget of 16 as it is committed. */
async function folderWithNames(config?: object): Promise<string> {
  const cwd = scratchFolder();
  await runCommand([OLD, '-b', '16', '--format', 'names', '--out', 'names.json'], { cwd });
  if (config !== undefined) {
    writeFileSync(join(cwd, 'group-layers.json'), JSON.stringify(config));
  }
  return cwd;
}

test('the summary names the hints in effect and counts their paths', async () => {
  const { stdout } = await runCommand([OLD, '-b', '16', ...HINTS, '--dry-run']);
  expect(stdout).toContain(
    'hints: alone "perl-*" (3 paths), together "{openssl,libssl3}" (2 paths), volatile "git" (1 path)\n',
  );
  const json = await runCommand([OLD, '-b', '16', ...HINTS, '--dry-run', '--json']);
  expect(JSON.parse(json.stdout).hints).toContainEqual({ kind: 'alone', glob: 'perl-*', paths: 3 });
});

describe('every command that groups', () => {
  test.each([
    ['sweep', [OLD, '--budgets', '1..8'], 'budgets below 4 are left out'],
    ['sweep', [NEW, '--against', OLD, '--image', OLD, '--budgets', '8'], ''],
    ['diff', [OLD, NEW, '-b', '16'], 'hints: alone "perl-*" (3 paths)'],
    ['check', [NEW, '--against', OLD, '-b', '16'], 'hints: alone "perl-*" (3 paths)'],
    ['explain', [NEW, 'git-1_2*', '-b', '16', '--budgets', '1..8'], ''],
    ['report', [NEW, '--against', OLD, '-b', '8', '--budgets', '1..8'], 'report.html'],
    ['report', [NEW, '-b', '8', '--format', 'svg'], ''],
  ])('takes hints and an earlier grouping: %s %j', async (command, args, told) => {
    const cwd = await folderWithNames({ maxLayers: 16 });
    const steering = [...HINTS, '--previous', 'names.json'];
    const { exitCode, stderr } = await runCommand([command, ...args, ...steering], { cwd });
    expect(stderr).toContain(told);
    expect(exitCode).toBe(0);
  });

  test('groups what the main command writes', async () => {
    const cwd = await folderWithNames();
    const steering = [...HINTS, '--previous', 'names.json', '-b', '16'];
    const out = join(cwd, 'grouped-layers.json');
    await runCommand([NEW, ...steering, '--out', out], { cwd });
    const written = await runCommand(['diff', out, NEW, ...steering, '--json'], { cwd });
    expect(JSON.parse(written.stdout).layers).toMatchObject({ changed: [], new: [], gone: [] });
  });
});

test('a base takes layers besides those of hints', async () => {
  const args = ['sweep', OLD, ...HINTS, '--reserve', '2', '--budgets', '4..8'];
  const { stdout, stderr } = await runCommand(args);
  expect(stderr).toContain('budgets below 6 are left out');
  expect(stdout).toContain("budget: 2 of each are the base's or reserved\n");
  const few = await runCommand([...args, '-b', '5']);
  expect(few.stderr).toContain('alone "perl-*": 3 layers of their own');
  expect(few.exitCode).toBe(3);
});

test('explain names the hint that decided', async () => {
  const args = ['explain', OLD, 'git-1_2*', 'perl-base', '-b', '16', ...HINTS, '--budgets', '16'];
  const { stdout } = await runCommand(args);
  expect(stdout).toMatch(/by hint +volatile "git", taken to be updated 64 times as often/);
  expect(stdout).toMatch(/by hint +alone "perl-\*", so nothing is with it/);
  const [git] = JSON.parse((await runCommand([...args, '--json'])).stdout);
  expect(git.hints).toEqual([{ kind: 'volatile', glob: 'git' }]);
});

describe('refused', () => {
  test.each([
    [['--alone', 'gone'], 'alone "gone": matches no store path'],
    [
      ['--volatile', 'git', '--stable', 'gi*'],
      'volatile "git" and stable "gi*": both match git-1_2.39.5-0+deb12u3',
    ],
    [['--alone', 'perl-*', '-b', '3'], 'alone "perl-*": 3 layers of their own (perl-5.36'],
  ])('%j, with nothing written', async (args, message) => {
    const cwd = scratchFolder();
    const { stderr, exitCode } = await runCommand([OLD, ...args], { cwd });
    expect(stderr).toContain(`group-layers: ${message}`);
    expect(exitCode).toBe(3);
    expect(existsSync(join(cwd, 'grouped-layers.json'))).toBe(false);
  });
});

describe('in group-layers.json', () => {
  test('hints and the earlier grouping, which is beside it, count', async () => {
    const config = { alone: ['perl-*'], previous: 'names.json', previousMargin: 'never' };
    const cwd = await folderWithNames({ ...config, budget: 16 });
    const summary = async (...args: string[]) =>
      JSON.parse((await runCommand([NEW, '--dry-run', '--json', ...args], { cwd })).stdout);
    const found = await summary();
    expect(found.hints).toEqual([{ kind: 'alone', glob: 'perl-*', paths: 3 }]);
    expect(found.previous.outcome).toBe('kept');
    expect((await summary('--alone', 'git')).hints).toEqual([
      { kind: 'alone', glob: 'git', paths: 1 },
    ]);
  });

  test('check --init writes them', async () => {
    const cwd = await folderWithNames();
    const steering = [...HINTS, '--previous', 'names.json', '-b', '16'];
    await runCommand(['check', NEW, '--init', ...steering], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'group-layers.json'), 'utf8'))).toMatchObject({
      ...{ alone: ['perl-*'], together: ['{openssl,libssl3}'], volatile: ['git'] },
      previous: 'names.json',
    });
    expect((await runCommand(['check', NEW], { cwd })).exitCode).toBe(0);
  });

  test.each([
    [{ volatile: 'git' }, 'volatile: "git", expected an array of names'],
    [{ previousMargin: -1 }, 'previousMargin: -1, expected a number of 0 or more, or "never"'],
  ])('%j is refused', async (config, message) => {
    const cwd = await folderWithNames(config);
    const { stderr, exitCode } = await runCommand([NEW, '--dry-run'], { cwd });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(3);
  });
});
