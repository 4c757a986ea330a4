import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/tuning/compare.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectPrintable } from '../../helpers/expect-printable.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

const GIT = [fixturePath('git.attrs.json'), fixturePath('after-update/git.libssl3.attrs.json')];
const WEB = [fixturePath('web.attrs.json'), fixturePath('after-update/web.libssl3.attrs.json')];

async function compare(args: readonly string[], cwd?: string): Promise<Comparison[]> {
  const { stdout } = await runCommand(['compare', ...args, '--json'], cwd ? { cwd } : {});
  return JSON.parse(stdout).strategies;
}

/** Lines of the table, by strategy. */
function rowsOf(stdout: string): Map<string, string> {
  const rows = stdout.split('\n').map((line) => [line.split(' ')[0]!, line] as const);
  return new Map(rows);
}

test('of one graph tells shapes, and marks the least expected pull', async () => {
  const { stdout } = await runCommand(['compare', GIT[0]!, '--budget', '12']);
  expect(stdout).toMatch(/^By expected-pull, a budget of [0-9]+ is enough: /);
  expect(stdout).toContain('\n\nbudget 12 · 61 store paths · 180 MiB\n');
  const marked = [...rowsOf(stdout)].filter(([, row]) => row.endsWith('◀')).map(([name]) => name);
  const pulls = await compare([GIT[0]!, '--budget', '12']);
  const least = pulls.toSorted((a, b) => a.images[0]!.expectedPull - b.images[0]!.expectedPull);
  expect(marked).toEqual([least[0]!.strategy]);
});

test('of series tells measures, and marks who is clearly ahead', async () => {
  const args = [...GIT, '--', ...WEB];
  const { stdout } = await runCommand(['compare', ...args, '--budget', '12']);
  const lines = stdout.split('\n');
  lines.splice(0, lines.indexOf('') + 1);
  expect(lines[0]).toBe('budget 12 · 2 images · 4 snapshots');
  expect(lines[1]).toBe(
    'updates: 1 usual, 1 large, among those of one source that the model expects',
  );
  expect(lines[2]).toBe('largest: in web.attrs.json, because of libssl3-3.0.22-1_deb12u2');
  expect(lines[4]!.split(/ +/)).toEqual(
    'strategy pull excess churn registry cross release worst pull'.split(' '),
  );
  const comparisons = await compare([...args, '--budget', '12']);
  const rows = rowsOf(stdout);
  for (const { strategy, measures } of comparisons) {
    const isLeast = comparisons.every((other) => other.measures!.pull >= measures!.pull);
    const row = rows.get(strategy)!;
    expect(row).toContain(` ${measures!.pull.toFixed(4)}${isLeast ? ' ◀' : '  '}`);
    expect(row).toContain(` ${measures!.selfInflicted.toFixed(4)}  `);
  }
});

test('groups each snapshot by the hints that match in it', async () => {
  const hints = ['--alone', 'perl-*', '--volatile', 'git', '--budget', '12'];
  for (const [graphs, more] of [
    [[GIT[0]!], []],
    [
      [...GIT, '--', ...WEB],
      ['--volatile', 'web-app'],
    ],
  ]) {
    for (const { strategy, images } of await compare([...graphs!, ...hints, ...more!])) {
      const grouped = [GIT[graphs!.length > 1 ? 1 : 0]!, ...hints, '--strategy', strategy];
      const { stdout } = await runCommand([...grouped, '--dry-run', '--json']);
      const { layers, expectedPull, cost } = JSON.parse(stdout);
      expect(images[0]).toMatchObject({ layers, expectedPull, cost });
    }
  }
});

test('refuses hints that match in the last snapshot of no image', async () => {
  const args = ['compare', ...GIT, '--', ...WEB, '--alone', 'git', '--alone', 'gone'];
  const { stdout, stderr, exitCode } = await runCommand(args);
  expect([stdout, exitCode]).toEqual(['', 3]);
  expect(stderr).toContain('group-layers: alone "gone": matches no store path\n');
});

test('no winner is marked where all do the same', async () => {
  const { stdout } = await runCommand([
    'compare',
    ...GIT,
    '--strategy',
    'largest',
    '--strategy',
    'popularity',
  ]);
  expect(stdout).not.toContain('◀');
});

test.each([
  ['one image', GIT, 'strategy pull excess churn registry release'],
  ['no updates', [GIT[0]!, '--', WEB[0]!], 'strategy registry cross release'],
])('of %s says only what can be said', async (_, args, titles) => {
  const { stdout } = await runCommand(['compare', ...args, '--strategy', 'largest']);
  const table = stdout.slice(stdout.indexOf('\n\nbudget ') + 2);
  const [, columns] = /\n\n(strategy .*)\n/.exec(table)!;
  expect(columns!.trimEnd().split(/ +/)).toEqual(titles.split(' '));
});

describe('series', () => {
  const imagesOf = ([first]: readonly Comparison[]) =>
    first!.images.map(({ image, snapshots }) => [image, snapshots]);

  test('are called after their first file, and its folder where needed', async () => {
    const cwd = scratchFolder();
    for (const folder of ['a', 'b']) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, 'old.json'), attrsJson(drawGraph('x', 'x 1')));
    }
    expect(imagesOf(await compare(['a/old.json', 'a/old.json', '--'], cwd))).toEqual([
      ['old.json', 2],
    ]);
    expect(imagesOf(await compare(['a/old.json', '--', 'b/old.json'], cwd))).toEqual([
      ['a/old.json', 1],
      ['b/old.json', 1],
    ]);
  });

  test('of a folder are in the order of their steps', async () => {
    const cwd = scratchFolder();
    for (const [step, size] of [
      [2, 20],
      [10, 100],
      [9, 90],
      [1, 10],
    ] as const) {
      const graph = attrsJson(drawGraph(`x-${step}`, `x-${step} ${size}`));
      writeFileSync(join(cwd, `web.v1.${step}.json`), graph);
    }
    writeFileSync(join(cwd, 'notes.json'), 'none of them');
    const [comparison] = await compare(['.', '--strategy', 'largest'], cwd);
    expect(comparison!.images).toMatchObject([{ image: 'web.v1', snapshots: 4, narSize: 100 }]);
    expect(comparison!.measures).toMatchObject({ pull: 1, registry: 1 });
  });

  test.each([
    [['--'], 2, 'no graph, expected files or a folder'],
    [['--', '--'], 2, 'no graph, expected files or a folder'],
    [['empty'], 3, 'empty: no snapshots, expected files such as web.00.json, web.01.json'],
    [['nowhere'], 3, 'nowhere: no such file or directory'],
    [['x', '--strategy', 'best'], 2, "option '--strategy <NAME>' argument 'best' is invalid"],
  ])('%j are refused', async (args, expected, message) => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'empty'));
    const { stderr, exitCode } = await runCommand(['compare', ...args], { cwd });
    expect(stderr.startsWith(`group-layers: ${message}`)).toBe(true);
    expect(exitCode).toBe(expected);
  });

  test('may have any name, which is shown safely', async () => {
    const cwd = scratchFolder();
    const names = ['\u001b[2J\u202e.0.json', '\u001b[2J\u202e.1.json', 'ok.0.json'];
    names.forEach((name, index) => {
      writeFileSync(join(cwd, name), attrsJson(drawGraph('x', `x ${index}`)));
    });
    const { stdout, exitCode } = await runCommand(['compare', '.'], { cwd });
    expect(exitCode).toBe(0);
    expectPrintable(stdout);
  });
});
