import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('with-ca.attrs.json');

/** Sends the signal when the first part of the input has been read. */
function interruptAfterInput(signal: NodeJS.Signals) {
  return (child: ChildProcess) => {
    child.stdin!.on('error', () => {});
    // larger than a pipe's buffer, so that the end of the write means that the command reads
    child.stdin!.write('['.repeat(1 << 20), () => child.kill(signal));
  };
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
  ['SIGUSR2', 140],
] as const)('%s', (signal, code) => {
  test(`ends the wait for stdin with ${code}`, async () => {
    const cwd = scratchFolder();
    const result = await runCommand(['-'], { cwd, meanwhile: interruptAfterInput(signal) });
    expect(result).toEqual({ stdout: '', stderr: '', exitCode: code, signal: null });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each([
    ['the wait for a FIFO', 'group-layers fifo'],
    ['the wait for a reader', `group-layers -q ${GRAPH} -o fifo`],
  ])(`ends %s with ${code}`, async (_, script) => {
    const cwd = scratchFolder();
    const name = signal.slice(3);
    const { stdout } = await runShell(
      `mkfifo fifo; set -m; ${script} & sleep 0.6; kill -${name} $!; wait $!; echo $?`,
      { cwd },
    );
    expect(stdout).toBe(`${code}\n`);
    expect(readdirSync(cwd)).toEqual(['fifo']);
  });

  test('in the middle of writing leaves all as it was', async () => {
    const [cwd, elsewhere] = [scratchFolder(), scratchFolder()];
    writeFileSync(join(cwd, 'out.json'), 'as it was');
    const preload = join(elsewhere, 'signal-while-writing.cjs');
    writeFileSync(
      preload,
      `const fs = require('node:fs');
      const write = fs.writeFileSync;
      fs.writeFileSync = (...args) => {
        process.stdout.write(fs.readdirSync('.').length + ' files');
        process.kill(process.pid, '${signal}');
        write(...args);
      };`,
    );
    const environment = { NODE_OPTIONS: `--require ${preload}` };
    const result = await runCommand([GRAPH, '-o', 'out.json'], { cwd, environment });
    expect(result).toEqual({ stdout: '2 files', stderr: '', exitCode: code, signal: null });
    expect(readdirSync(cwd)).toEqual(['out.json']);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('as it was');
  });
});

test('a sweep that is cancelled takes its progress line away', async () => {
  const [cwd, elsewhere] = [scratchFolder(), scratchFolder()];
  const preload = join(elsewhere, 'signal-while-sweeping.cjs');
  writeFileSync(
    preload,
    `process.stderr.isTTY = true;
    const write = process.stderr.write;
    process.stderr.write = (...args) => {
      if (String(args[0]).includes('budget')) {
        process.kill(process.pid, 'SIGINT');
      }
      return write.apply(process.stderr, args);
    };
    let seconds = 0;
    performance.now = () => 1000 * seconds++;`,
  );
  const environment = { NODE_OPTIONS: `--require ${preload}` };
  const { stdout, stderr, exitCode } = await runCommand(['sweep', GRAPH], { cwd, environment });
  expect([stdout, exitCode]).toEqual(['', 130]);
  const shown = stderr.split('\r\u001b[K');
  expect(shown[0]).toBe('');
  expect(shown[1]).toMatch(/^budget \d, \d of 127$/);
  expect(shown.at(-1)).toBe('');
  expect(shown.length).toBeLessThan(9);
});
