import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { prepareGrouping } from '../../../src/layers/group-layers.ts';
import { explainDot } from '../../../src/report/explain-dot.ts';
import { explainText } from '../../../src/report/explain-text.ts';
import { explain } from '../../../src/tuning/explain.ts';
import { closureOfNames } from '../../helpers/closure-of-names.ts';
import { drawGraph, storePathOf } from '../../helpers/draw-graph.ts';
import { expectPrintable } from '../../helpers/expect-printable.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

const GRAPH = fixturePath('git.attrs.json');

/** The facts of an explanation by their titles. */
function factsOf(stdout: string): Map<string, string> {
  const facts = new Map<string, string>();
  let last = '';
  for (const line of stdout.split('\n').slice(1)) {
    const title = line.slice(0, 15).trim();
    last = title || last;
    facts.set(last, `${facts.get(last) ?? ''} ${line.slice(16).trim()}`.trim());
  }
  return facts;
}

test('shows the facts about a path', async () => {
  const cwd = scratchFolder();
  const graph = drawGraph(
    'app',
    'app 1024 > lib',
    'lib 2048 > libc data',
    'libc 4096',
    'data 1 > libc',
  );
  writeFileSync(join(cwd, 'graph.json'), attrsJson(graph));
  writeFileSync(join(cwd, 'popularity.json'), '{"libc": 40, "lib": 10}');
  const args = ['explain', 'graph.json', 'lib', '--strategy', 'largest', '-b', '2'];
  const { stdout, stderr } = await runCommand(
    [...args, '-p', 'popularity.json', '--budgets', '1..9'],
    { cwd },
  );
  expect(stderr).toBe('');
  expect(stdout.split('\n')[0]).toBe(`${storePathOf('lib')}, at budget 2`);
  expect(Object.fromEntries(factsOf(stdout))).toMatchObject({
    narSize: '2.00 KiB',
    closureSize: '6.00 KiB',
    'added size': '6.00 KiB, which the image would lose without it',
    references: 'data, libc',
    referrers: 'app',
    'dominated by': 'image root → app',
    popularity: '10 of 40 images, 25 %, by "lib" in the popularity data',
    layer: expect.stringMatching(/^2 of 2, 3\.00 KiB, changed by [0-9.]+ % of updates$/),
    'together with': 'app, data',
    'alone at': 'budgets 3–9',
  });
});

test.each([
  [
    '{"images": 30, "counts": {"libc": {"00000000": 8, "11111111": 2}}}',
    '6.8 of 30 images, 23 %, by "libc"',
  ],
  ['{"images": 30, "counts": {}}', '1 of 30 images, 3 %, because it is not in the popularity data'],
])('tells popularity out of how many images it is counted over: %s', async (data, expected) => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'graph.json'), attrsJson(drawGraph('libc-2.40', 'libc-2.40 1')));
  writeFileSync(join(cwd, 'popularity.json'), data);
  const args = ['explain', 'graph.json', 'libc', '-p', 'popularity.json', '--budgets', '1'];
  const { stdout } = await runCommand(args, { cwd });
  expect(factsOf(stdout).get('popularity')).toContain(expected);
});

test.each([
  ['libc6', 'libc6-2.36-9+deb12u14'],
  ['libc6-2.36-9+deb12u14', 'libc6-2.36-9+deb12u14'],
  ['14k7n24nr84sh5phzcxb00jwxbs6bm02', 'libssl3-3.0.22-1_deb12u2'],
  [
    '/nix/store/14k7n24nr84sh5phzcxb00jwxbs6bm02-libssl3-3.0.22-1_deb12u2/usr/lib',
    'libssl3-3.0.22-1_deb12u2',
  ],
])('finds %s', async (query, name) => {
  const { stdout } = await runCommand(['explain', GRAPH, query, '--budgets', '3', '--json']);
  const [{ path }] = JSON.parse(stdout);
  expect(path.slice(44)).toBe(name);
});

test('explains several, in the order asked for, with exact bytes and full paths', async () => {
  const { stdout } = await runCommand([
    'explain',
    GRAPH,
    'openssl',
    'libssl3',
    '--budgets',
    '3',
    '--json',
  ]);
  const told: { path: string; layer: { contents: string[]; narSize: number } }[] =
    JSON.parse(stdout);
  expect(told.map(({ path }) => path.slice(44, 51))).toEqual(['openssl', 'libssl3']);
  const { stdout: written } = await runCommand([GRAPH, '-q', '-o', '-']);
  for (const { path, layer } of told) {
    expect(layer.contents).toContain(path);
    expect(JSON.parse(written)).toContainEqual(
      expect.objectContaining({ contents: layer.contents, narSize: layer.narSize }),
    );
  }
});

describe('refuses', () => {
  test('an ambiguous name, with what it could be', async () => {
    const cwd = scratchFolder();
    const names = Array.from({ length: 12 }, (_, index) => `glibc-${index}`);
    const graph = drawGraph(names.join(' '), ...names.map((name) => `${name} 1`));
    writeFileSync(join(cwd, 'graph.json'), attrsJson(graph));
    const { stdout, stderr, exitCode } = await runCommand(['explain', 'graph.json', 'glibc'], {
      cwd,
    });
    const lines = stderr.split('\n');
    expect(lines[0]).toBe('group-layers: "glibc" could be any of 12 store paths:');
    expect(lines[1]).toBe(`  ${storePathOf('glibc-0')}`);
    expect(lines.slice(11)).toEqual(['  and 2 more', '']);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test('an unknown name, with the names that contain it', async () => {
    const { stderr, exitCode } = await runCommand(['explain', GRAPH, 'ssl']);
    expect(stderr).toMatch(
      /^group-layers: no store path "ssl" in the closure\nnames that contain it:\n {2}\S+-libssl3-\S+\n {2}\S+-openssl-\S+\n$/,
    );
    expect(exitCode).toBe(2);
  });

  test.each(['', 'no such', '\u001b[2J\u202e'])('%j', async (query) => {
    const { stderr, exitCode } = await runCommand(['explain', GRAPH, query]);
    expect(
      stderr.endsWith(
        '\ngive a store path, a digest or its beginning, a name with or without version, or a pattern such as lib*\n',
      ),
    ).toBe(true);
    expectPrintable(stderr);
    expect(exitCode).toBe(2);
  });
});

describe('hostile names', () => {
  const hostile = ['a"]; b [label="evil\\', 'x\u202ey', 'z\\N\\" ->', '<b>&amp;', '%::error::'];
  const closure = closureOfNames(hostile);
  const prepared = prepareGrouping(closure);
  const grouping = prepared.explainedAt(2);

  test('are shown safely', () => {
    const paths = [...closure.names.keys()];
    const colors = pc.createColors(false);
    const explanations = explain(prepared, grouping, paths, [2], () => {});
    for (const explanation of explanations) {
      expectPrintable(explainText(explanation, grouping, { width: 100, colors, names: 9 }));
    }
    expect(explanations.length).toBe(hostile.length);
  });

  test('stay within their quotes in DOT', () => {
    const text = explainDot(grouping, [0]);
    expectPrintable(text);
    const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, 'QUOTED');
    const line =
      /^(digraph closure \{| {2}node \[shape=box\]| {2}subgraph cluster_[0-9]+ \{| {4}(?:label|bgcolor)=QUOTED| {4}p[0-9]+ \[label=QUOTED( style=bold)?\]| {2}\}| {2}p[0-9]+ -> p[0-9]+|\}|)$/;
    expect(bare.split('\n').filter((text) => !line.test(text))).toEqual([]);
  });
});

test('DOT is the neighbourhood, boxed by layer', async () => {
  const graph = attrsJson(drawGraph('a', 'a 1 > b', 'b 2 > c', 'c 3 > d', 'd 4'));
  const { stdout } = await runCommand(['explain', '-', 'b', '--format', 'dot', '-b', '99'], {
    input: graph,
  });
  const nameOf = new Map(
    [...stdout.matchAll(/p([0-9]+) \[label="([^\\]+)/g)].map(([, number, name]) => [number, name]),
  );
  expect([...nameOf.values()].sort()).toEqual(['a', 'b', 'c']);
  const edges = [...stdout.matchAll(/p([0-9]+) -> p([0-9]+)/g)];
  expect(edges.map(([, from, to]) => nameOf.get(from)! + nameOf.get(to)).sort()).toEqual([
    'ab',
    'bc',
  ]);
  expect(stdout.match(/subgraph/g)!.length).toBe(3);
  expect(nameOf.get(/p([0-9]+) .*style=bold/.exec(stdout)![1])).toBe('b');
});
