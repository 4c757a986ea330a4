import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run of a whole process. */
export interface MeasuredRun {
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs node with arguments. */
export function runNode(args: readonly string[]): MeasuredRun {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const milliseconds = performance.now() - started;
  if (status !== 0) {
    throw new Error(`node ${args.join(' ')}\n${stderr}`);
  }
  return { milliseconds, stdout, stderr };
}

const TELL_PEAK = `process.on('exit', () => {
  require('node:fs').writeSync(2, '\\n' + process.resourceUsage().maxRSS);
});`;

/**
 * The most memory that node uses with these arguments, in bytes, as counted by the operating system.
 *
 * @param scratch a folder for temporary files
 */
export function peakOfNode(args: readonly string[], scratch: string): number {
  const preload = join(scratch, 'tell-peak.cjs');
  writeFileSync(preload, TELL_PEAK);
  const { stderr } = runNode(['--require', preload, ...args]);
  return Number(stderr.slice(stderr.lastIndexOf('\n'))) * 1024;
}

/** The median of some numbers; the upper one of an even count. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
