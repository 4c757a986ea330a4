import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPrintable } from '../helpers/expect-printable.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '\u202egnp.exe',
  'a\u2028b\u2029c',
  '\u200b\ufeff\u00ad\u2066',
  '\u{e0041}\u{e007f}',
  'x'.repeat(10_000),
  '::add-mask::secret',
  '\ud800 alone',
  'ünï😀',
  '$(reboot) `reboot` "quoted" \\',
];
const STRANGE = ['__proto__', 'constructor', 'x'.repeat(211), '...', '---'];
const CONTROLS = ['\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\r', '\n', '\t', '\u007f'];

const pathOf = (name: string) => `/nix/store/${'0'.repeat(32)}-${name}`;

describe('a name', () => {
  test.each(STRANGE)('%j is grouped, and shown safely', async (name) => {
    const folder = scratchFolder();
    const entry = { path: pathOf(name), narSize: 1, references: [] };
    writeFileSync(join(folder, 'graph.json'), JSON.stringify([entry]));
    const { stdout, stderr, exitCode } = await runCommand(['graph.json', '-v', '-o', '-'], {
      cwd: folder,
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)[0].contents).toEqual([pathOf(name)]);
    expectPrintable(stderr);
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(200);
  });

  test.each([...CONTROLS, ...HOSTILE])('%j is refused, and shown safely', async (name) => {
    const entry = { path: pathOf(`a${name}b`), narSize: 1, references: [] };
    const { stderr, exitCode } = await runCommand(['-'], { input: JSON.stringify([entry]) });
    expect(exitCode).toBe(3);
    expectPrintable(stderr);
    expect(stderr.split('\n').length).toBe(3);
  });
});

describe('in an error message', () => {
  const text = [...HOSTILE, ...CONTROLS].join('');
  const cases: readonly [string, unknown][] = [
    ['a value', [{ path: text, narSize: text, references: [text] }]],
    ['a key', { '/': 1, [`/${text}`]: null }],
    ['a missing reference', [{ path: pathOf('a'), narSize: 1, references: [pathOf('\u202eb')] }]],
    ['a root', { exportReferencesGraph: { graph: [text] }, graph: [] }],
    ['the name of a graph', { exportReferencesGraph: { [text]: ['/x'] } }],
    ['the name of a graph with strange roots', { exportReferencesGraph: { [text]: 7 } }],
    ['the names of graphs', { exportReferencesGraph: { [text]: [], b: [] } }],
    ['a base name', { version: 2, storeDir: '/nix/store', info: { [text]: {} } }],
    ['a store dir', { version: 2, storeDir: text, info: {} }],
  ];
  test.each(cases)('%s is shown safely', async (_, graph) => {
    const { stderr, exitCode } = await runCommand(['-'], { input: JSON.stringify(graph) });
    expect(exitCode).toBe(3);
    expectPrintable(stderr);
    expect(stderr.startsWith('group-layers: <stdin>: ')).toBe(true);
  });

  test.each([
    ['of a registration', `${pathOf('a')}\n\u001b[2J\u202e\n`],
    ['of neither form', '\u001b]0;title\u0007'],
    ['of broken JSON', '[\u001b'],
  ])('a line %s is shown safely', async (_, input) => {
    const { stderr, exitCode } = await runCommand(['-'], { input });
    expect(exitCode).toBe(3);
    expectPrintable(stderr);
  });

  test('a file name is shown safely, on one line', async () => {
    const name = 'evil\u001b[2J\u202e\ngroup-layers: all is well';
    const graph = `[{"path": "${pathOf('a')}", "narSize": 1, "references": []}]`;
    const folder = scratchFolder();
    writeFileSync(join(folder, name), 'null');
    for (const args of [[name], ['no-such-'.concat(name)], ['-', '-o', `no/${name}`]]) {
      const { stderr } = await runCommand(args, { cwd: folder, input: graph });
      expectPrintable(stderr);
      expect(stderr).not.toMatch(/^group-layers: all is well/m);
    }
    const written = await runCommand(['-', '-o', name], { cwd: folder, input: graph });
    expect(written.exitCode).toBe(0);
    expectPrintable(written.stderr);
  });

  test('a file name does not become a command to a CI runner', async () => {
    const folder = scratchFolder();
    const entries = Array(2).fill({ path: 'x', narSize: 1, references: [] });
    for (const name of ['::add-mask::x', '##[error]x']) {
      writeFileSync(join(folder, name), JSON.stringify(entries));
      const { stderr } = await runCommand([name], { cwd: folder });
      expect(stderr).toContain(`\n./${name}: [1].path: "x"`);
      expect(stderr).not.toMatch(/^(::|##)/m);
    }
  });

  test('an option is shown safely', async () => {
    const { stderr, exitCode } = await runShell(`group-layers --$'\\e[2J' x`);
    expect(exitCode).toBe(2);
    expectPrintable(stderr);
  });
});
