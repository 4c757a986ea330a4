import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from './scratch-folder.ts';

export const COMMAND = fileURLToPath(new URL('../../bin/group-layers.js', import.meta.url));

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The content of stdin, through a pipe; without it stdin is /dev/null. */
  readonly input?: string | Uint8Array;
  /** Variables besides PATH and NO_COLOR; undefined removes one of these. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called with the running process; its stdin stays open. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** Runs the built command. */
export function runCommand(args: readonly string[], options: RunOptions = {}) {
  return run(process.execPath, [COMMAND, ...args], options);
}

/** Runs a bash script in which `group-layers` is the built command. */
export function runShell(script: string, options: RunOptions = {}) {
  const folder = scratchFolder();
  symlinkSync(COMMAND, join(folder, 'group-layers'));
  const PATH = [folder, dirname(process.execPath), process.env['PATH']].join(delimiter);
  return run('bash', ['-c', script], { ...options, environment: { PATH, ...options.environment } });
}

async function run(
  file: string,
  args: readonly string[],
  { cwd = tmpdir(), input, environment, meanwhile }: RunOptions,
): Promise<CommandResult> {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', ...environment };
  const stdin = input === undefined && meanwhile === undefined ? 'ignore' : 'pipe';
  const child = spawn(file, args, { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
  if (meanwhile === undefined) {
    child.stdin?.on('error', () => {}).end(input);
  } else {
    meanwhile(child);
  }
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve([code, signal]));
  });
  const [stdout, stderr, [exitCode, signal]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    ended,
  ]);
  return { stdout, stderr, exitCode, signal };
}
