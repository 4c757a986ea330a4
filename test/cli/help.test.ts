import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawGraph } from '../helpers/draw-graph.ts';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { attrsJson } from '../helpers/store-graph.ts';

const NAMES = ['sweep', 'compare', 'diff', 'explain', 'check', 'popularity', 'fleet'];

/** A folder with all files of the examples, and the other programs that they call. */
async function folderOfExamples(): Promise<string> {
  const cwd = scratchFolder();
  const [old, next] = [
    fixturePath('git.attrs.json'),
    fixturePath('after-update/git.libssl3.attrs.json'),
  ];
  for (const folder of ['images', 'snapshots', 'old', 'bin']) {
    mkdirSync(join(cwd, folder));
  }
  const copies = {
    'old.json': old,
    'released.json': old,
    'new.json': next,
    'web.1.json': old,
    'web.2.json': next,
    'api.1.json': old,
    'api.2.json': next,
    'images/a.json': old,
    'images/b.json': next,
    'snapshots/web.0.json': old,
    'snapshots/web.1.json': next,
  };
  for (const [name, file] of Object.entries(copies)) {
    copyFileSync(file, join(cwd, name));
  }
  const graph = drawGraph(
    'curl-8',
    'curl-8 1 > openssl-3.0.14',
    'openssl-3.0.14 1 > glibc-2.40',
    'glibc-2.40 1',
  );
  writeFileSync(join(cwd, '.attrs.json'), attrsJson(graph));
  writeFileSync(join(cwd, 'group-layers.json'), '{"maxLayers": 94}');
  writeFileSync(join(cwd, 'popularity.json'), '{"libc6": 30}');
  const program = (name: string, script: string) => {
    writeFileSync(join(cwd, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(cwd, 'bin', name), 0o755);
  };
  program(
    'nix',
    `[ "$*" = "--extra-experimental-features nix-command flakes build --no-link --json .#image.graph" ] && echo '[{"outputs": {"out": "${fixturePath('web.attrs.json')}"}}]'`,
  );
  program('dot', `[ "$*" = "-Tsvg -o curl.svg" ] && grep -c digraph`);
  await runShell('group-layers -q old.json -o old/grouped-layers.json; group-layers -q new.json', {
    cwd,
  });
  return cwd;
}

describe.each(NAMES)('%s --help', (name) => {
  test('has three examples, each of which works when pasted, a sentence and the options', async () => {
    const { stdout, stderr, exitCode } = await runCommand([name, '--help']);
    expect([stderr, exitCode]).toEqual(['', 0]);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('Examples:');
    const examples = lines.slice(1, lines.indexOf('')).map((line) => line.trim());
    expect(examples.length).toBe(3);
    expect(stdout).toMatch(
      new RegExp(
        `\n\nUsage: group-layers ${name} \\[options\\] <.*>\n\n[A-Z][^.]*\\.\n\nArguments:\n`,
      ),
    );
    expect(stdout).toContain('\nOptions:\n');
    expect(Math.max(...lines.slice(5).map((line) => line.length))).toBeLessThanOrEqual(80);

    const cwd = await folderOfExamples();
    const path = `PATH=${join(cwd, 'bin')}${delimiter}$PATH; set -o pipefail; `;
    for (const example of examples) {
      expect(example).toContain(`group-layers ${name} `);
      const result = await runShell(path + example, { cwd });
      expect([result.stderr, result.exitCode]).toEqual(['', 0]);
    }
  });

  test('is what help tells, too', async () => {
    const [help, told] = [await runCommand([name, '--help']), await runCommand(['help', name])];
    expect(told).toEqual(help);
  });
});

test.each(['--help', '-h'])(
  '%s, which is told without commander, is what help tells',
  async (option) => {
    const [help, told] = [await runCommand([option]), await runCommand(['help'])];
    expect(told.stdout).toMatch(/^Examples:\n.*\nCommands:\n.* sweep /s);
    expect(help).toEqual(told);
  },
);
