import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program and returns its stdout. @throws Error with its stderr when it fails */
export async function run(
  program: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  const { stdout } = await execute(program, args, {
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return stdout;
}
