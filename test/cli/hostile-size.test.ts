import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const MIB = 2 ** 20;
const GRAPH = fixturePath('with-ca.attrs.json');

const pathOf = (name: string) => `/nix/store/${'0'.repeat(32)}-${name}`;
const names = (count: number) => Array.from({ length: count }, (_, index) => pathOf(`m${index}`));
const entry = (fields: object = {}) => ({
  path: pathOf('a'),
  narSize: 1,
  references: [],
  ...fields,
});
const repeat = (item: string, count: number) => Array(count).fill(item).join(',');
const fields = (count: number, value: string, name = 'n') =>
  Array.from({ length: count }, (_, index) => `"${name}${index}":${value}`).join(',');
const withReferences = (list: string) =>
  `[{"path":"${pathOf('a')}","narSize":1,"references":[${list}]}]`;
const withRoots = (roots: string[]) =>
  JSON.stringify({ exportReferencesGraph: { graph: roots }, graph: [entry()] });

/** Named inputs of some megabytes that are refused, and the arguments that read them. */
const INPUTS: readonly [string, readonly string[], () => string | Uint8Array][] = [
  ['wrong references', ['-'], () => withReferences(repeat('1', 400_000))],
  ['more wrong references', ['-'], () => withReferences(repeat('1', 6_000_000))],
  [
    'wrong references of some length',
    ['-'],
    () => withReferences(repeat('"/wrong/one"', 1_000_000)),
  ],
  ['brackets', ['-'], () => '['.repeat(20_000_000)],
  ['empty objects', ['-'], () => `[${repeat('{}', 5_000_000)}]`],
  [
    'entries of a wrong path',
    ['-'],
    () => `[${repeat(JSON.stringify(entry({ path: 'x'.repeat(99) })), 99_000)}]`,
  ],
  [
    'a long name and wrong references',
    ['-'],
    () => `{"${pathOf('x'.repeat(100_000))}":{"narSize":1,"references":[${repeat('1', 6000)}]}}`,
  ],
  ['a missing reference of 100 MB', ['-'], () => withReferences(`"${pathOf('x'.repeat(1e8))}"`)],
  ['missing references', ['-'], () => JSON.stringify([entry({ references: names(300_000) })])],
  ['roots of slashes', ['-'], () => withRoots(Array(200).fill('/'.repeat(16_000)))],
  [
    'roots deep in no store path',
    ['-'],
    () => withRoots(Array(200).fill(`/nix/store${'/a'.repeat(16_000)}`)),
  ],
  [
    'roots that are numbers',
    ['-'],
    () => `{"exportReferencesGraph":{"graph":[${repeat('1', 400_000)}]}}`,
  ],
  [
    'duplicates of a path with many references',
    ['-'],
    () => JSON.stringify([entry({ references: names(60_000) }), ...Array(30_000).fill(entry())]),
  ],
  [
    'base names',
    ['-'],
    () => `{"version":2,"storeDir":"/nix/store","info":{${fields(1_000_000, '{"narSize":1}')}}}`,
  ],
  [
    'graphs',
    ['-'],
    () => `{"exportReferencesGraph":{${fields(500_000, '["/x"]', 'graph-number-')}}}`,
  ],
  ['bytes in a small file of gzip', ['-'], () => gzipSync(Buffer.alloc(300_000_000))],
  ['empty lines', ['-'], () => `${pathOf('a')}\n${'\n'.repeat(30_000_000)}`],
  ['short lines', ['-'], () => `${pathOf('a')}\n${'ab\n'.repeat(10_000_000)}`],
  ['line feeds in broken JSON', ['-'], () => `[${'\n'.repeat(30_000_000)}x`],
  ['counts', [GRAPH, '-p', '-'], () => `{${fields(2_400_000, '-1')}}`],
  ['fewer counts', [GRAPH, '-p', '-'], () => `{${fields(200_000, '-1')}}`],
  [
    'counts of builds',
    [GRAPH, '-p', '-'],
    () => `{"images":3,"counts":{"a":{${fields(200_000, '-1', '')}}}}`,
  ],
  ['unknown rules', ['check', GRAPH, '--config', '-'], () => `{${fields(2_000_000, '1')}}`],
  ['fewer unknown rules', ['check', GRAPH, '--config', '-'], () => `{${fields(6000, '1')}}`],
  ['wrong names', ['check', GRAPH, '--config', '-'], () => `{"alone":[${repeat('1', 30_000)}]}`],
  ['contents', ['diff', '-', GRAPH], () => `[{"contents":[${repeat('1', 400_000)}],"narSize":1}]`],
  ['layers', ['diff', '-', GRAPH], () => `[${repeat('{"contents":[],"narSize":-1}', 200_000)}]`],
  [
    'layers of one path',
    ['diff', '-', GRAPH],
    () => `[${repeat(`{"contents":["${pathOf('a')}"],"narSize":1}`, 99_000)}]`,
  ],
];

test.each(INPUTS)(
  'many or large %s are refused at once, in little memory and few words',
  async (_, args, write) => {
    const folder = scratchFolder();
    const input = write();
    writeFileSync(join(folder, 'input'), input);
    const preload = join(folder, 'measure.cjs');
    writeFileSync(
      preload,
      `process.on('exit', () => {
      const { maxRSS } = process.resourceUsage();
      require('node:fs').writeFileSync('memory', String(maxRSS * 1024));
    });`,
    );
    const started = performance.now();
    const { stdout, stderr, exitCode } = await runCommand(
      args.map((argument) => (argument === '-' ? 'input' : argument)),
      { cwd: folder, environment: { NODE_OPTIONS: `--require ${preload}` } },
    );
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr.split('\n').length).toBeLessThan(14);
    expect(stderr.length).toBeLessThan(6000);
    expect(Number(readFileSync(join(folder, 'memory'), 'utf8'))).toBeLessThan(
      8 * input.length + 100 * MIB,
    );
    // much more than it takes, because other tests run at the same time
    expect(performance.now() - started).toBeLessThan(20_000);
  },
);
