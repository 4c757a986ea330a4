import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A run of a whole process. */
export interface MeasuredRun {
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the operating system counts of a process. */
export interface Usage {
  /** Of all its threads, in user and system mode. */
  readonly cpuMilliseconds: number;
  /** The most memory at one time, in bytes. */
  readonly peak: number;
}

/**
 * Without NODE_EXTRA_CA_CERTS: where it is set, Node 20 parses the whole file at its start, which takes
 * longer than all else that a bare Node does, and flatters whatever is compared with it.
 */
const { NODE_EXTRA_CA_CERTS: _, ...ENVIRONMENT } = process.env;

/** Runs node with arguments, without NODE_EXTRA_CA_CERTS. */
export function runNode(args: readonly string[]): MeasuredRun {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    env: ENVIRONMENT,
  });
  const milliseconds = performance.now() - started;
  if (status !== 0) {
    throw new Error(`node ${args.join(' ')}\n${stderr}`);
  }
  return { milliseconds, stdout, stderr };
}

const TELL_USAGE = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMilliseconds: (userCPUTime + systemCPUTime) / 1e3, peak: maxRSS * 1024 };
  require('node:fs').writeSync(2, '\\n' + JSON.stringify(usage));
});`;

/**
 * What node uses with these arguments, in a run of its own, since it takes some time to be told.
 *
 * @param scratch a folder for temporary files
 */
export function usageOfNode(args: readonly string[], scratch: string): Usage {
  const preload = join(scratch, 'tell-usage.cjs');
  writeFileSync(preload, TELL_USAGE);
  const { stderr } = runNode(['--require', preload, ...args]);
  return JSON.parse(stderr.slice(stderr.lastIndexOf('\n')));
}

/** The median of some numbers; the upper one of an even count. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
