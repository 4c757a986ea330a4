/**
 * What goes wrong from outside, a few times each; `FAULTS=500 npm run faults` does it 500 times each and prints how
 * often it ended in which way.
 */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { type CommandResult, runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { seededNumbers } from '../helpers/seeded-numbers.ts';

const TIMES = Number(process.env['FAULTS'] ?? 3);
const IS_ROOT = process.getuid?.() === 0;

const GRAPH = fixturePath('web.attrs.json');
const OTHER = fixturePath('git.attrs.json');
const OLD = '["as it was"]';
const [NEW, ALSO_NEW] = await Promise.all([GRAPH, OTHER].map(groupingOf));

const next = seededNumbers(20_190_810);
const counts: Record<string, number> = {};

/** A test of one kind of fault. `attempt` gets an empty folder and says what happened. */
function faults(kind: string, attempt: (folder: string, time: number) => Promise<string>): void {
  test(
    kind,
    async () => {
      for (let time = 0; time < TIMES; time++) {
        const outcome = await attempt(scratchFolder(), time);
        counts[`${kind}: ${outcome}`] = (counts[`${kind}: ${outcome}`] ?? 0) + 1;
      }
    },
    60_000 + 10_000 * TIMES,
  );
}

afterAll(() => {
  if (process.env['FAULTS'] !== undefined) {
    console.log(counts);
  }
});

async function groupingOf(graph: string): Promise<string> {
  return (await runCommand([graph, '-q', '-o', '-'])).stdout;
}

function contentOf(folder: string): string {
  return readFileSync(join(folder, 'out.json'), 'utf8');
}

/** The environment in which Node.js runs a script before the command. */
function preload(script: string): { NODE_OPTIONS: string } {
  const code = encodeURIComponent(`import fs from 'node:fs'; ${script}`);
  return { NODE_OPTIONS: `--import data:text/javascript,${code}` };
}

/** Writes to open files slowly; the file `phase` has one byte from the first on, and two after the last. */
const SLOW_WRITE = preload(`
  const { writeFileSync } = fs;
  const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  fs.writeFileSync = (file, content) => {
    const bytes = Buffer.from(content);
    writeFileSync('phase', 'x', { flag: 'a' });
    for (let at = 0; at < bytes.length; at += 2048) {
      fs.writeSync(file, bytes.subarray(at, at + 2048));
      wait();
    }
    writeFileSync('phase', 'x', { flag: 'a' });
  };`);

/** Either the old file or the new one, whole, and nothing besides. */
function expectOldOrNew(folder: string, { exitCode, stderr }: CommandResult, advice = ''): string {
  const content = contentOf(folder);
  expect(content).toBe(exitCode === 0 ? NEW : OLD);
  expect([0, 4]).toContain(exitCode);
  expect(stderr).toBe(exitCode === 0 ? '' : `group-layers: out.json: ${advice}\n`);
  expect(readdirSync(folder)).toEqual(['out.json']);
  return exitCode === 0 ? 'new file' : 'old file, exit code 4';
}

const PHASES = ['before the write', 'in the write', 'after the write'];

faults('SIGKILL', async (folder, time) => {
  writeFileSync(join(folder, 'out.json'), OLD);
  const phase = join(folder, 'phase');
  // in two of three runs when the write has begun
  const meanwhile = async (child: ChildProcess): Promise<void> => {
    while (time % 3 !== 0 && child.exitCode === null && !existsSync(phase)) {
      await sleep(2);
    }
    await sleep(next() % 180);
    child.kill('SIGKILL');
  };
  const command = [GRAPH, '-q', '-o', 'out.json'];
  await runCommand(command, { cwd: folder, environment: SLOW_WRITE, meanwhile });

  const found = PHASES[existsSync(phase) ? statSync(phase).size : 0]!;
  const content = contentOf(folder);
  expect([OLD, NEW]).toContain(content);
  expect(found !== 'after the write' && content === NEW).toBe(false);
  const left = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
  expect(left.length).toBeLessThanOrEqual(content === NEW ? 0 : 1);

  expect((await runCommand(command, { cwd: folder })).exitCode).toBe(0);
  expect(contentOf(folder)).toBe(NEW);
  return `${found}, ${content === NEW ? 'new' : 'old'} file`;
});

faults('a write that ends after some bytes', async (folder, time) => {
  writeFileSync(join(folder, 'out.json'), OLD);
  const most = Math.floor((time * NEW!.length) / TIMES);
  const environment = preload(`
    const { writeFileSync } = fs;
    fs.writeFileSync = (file, content) => {
      writeFileSync(file, content.slice(0, ${most}));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };`);
  const result = await runCommand([GRAPH, '-q', '-o', 'out.json'], { cwd: folder, environment });
  return expectOldOrNew(folder, result, 'no space left on device');
});

/** Does something on a file system of a size in KiB. */
async function onTmpfs<T>(folder: string, size: number, body: (at: string) => Promise<T>) {
  const at = join(folder, 'small');
  mkdirSync(at);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', at]);
  try {
    return await body(at);
  } finally {
    execFileSync('umount', [at]);
  }
}

/** Whether file systems may be mounted here, as root outside most containers may. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return IS_ROOT;
  } catch {
    return false;
  }
}

if (mayMount()) {
  faults('a full tmpfs', (folder, time) =>
    onTmpfs(folder, 4 * (2 + (time % 9)), async (at) => {
      writeFileSync(join(at, 'out.json'), OLD);
      const result = await runCommand([GRAPH, '-q', '-o', 'out.json'], { cwd: at });
      return expectOldOrNew(at, result, 'no space left on device');
    }),
  );

  faults('a read-only tmpfs', (folder) =>
    onTmpfs(folder, 64, async (at) => {
      writeFileSync(join(at, 'out.json'), OLD);
      execFileSync('mount', ['-o', 'remount,ro', at]);
      const result = await runCommand([GRAPH, '-q', '-o', 'out.json'], { cwd: at });
      return expectOldOrNew(at, result, 'read-only file system');
    }),
  );
}

faults('two runs onto one file', async (folder) => {
  const inputs = [GRAPH, OTHER];
  const runs = inputs.map(async (graph) => {
    await sleep(next() % 40);
    return runCommand([graph, '-q', '-o', 'out.json'], { cwd: folder, environment: SLOW_WRITE });
  });
  expect((await Promise.all(runs)).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(readdirSync(folder).sort()).toEqual(['out.json', 'phase']);
  const content = contentOf(folder);
  expect([NEW, ALSO_NEW]).toContain(content);
  return content === NEW ? 'the file of the one' : 'the file of the other';
});

faults('a graph that changes while it is read', async (folder, time) => {
  const before = readFileSync(GRAPH);
  const forms = [
    Buffer.concat([before, Buffer.from('\n')]),
    readFileSync(OTHER),
    before.subarray(9000),
  ];
  const changed = forms[time % forms.length]!;
  writeFileSync(join(folder, 'graph.json'), before);
  writeFileSync(join(folder, 'changed.json'), changed);
  const environment = preload(`
    const { readFileSync } = fs;
    fs.readFileSync = (file, ...options) => {
      if (typeof file !== 'number') {
        return readFileSync(file, ...options);
      }
      const start = Buffer.alloc(${next() % before.length});
      const length = fs.readSync(file, start);
      fs.writeFileSync('graph.json', readFileSync('changed.json'));
      return Buffer.concat([start.subarray(0, length), readFileSync(file)]);
    };`);
  const result = await runCommand(['graph.json', '-q', '-o', 'out.json'], {
    ...{ cwd: folder, environment },
  });
  expect([0, 3]).toContain(result.exitCode);
  expect(existsSync(join(folder, 'out.json'))).toBe(result.exitCode === 0);
  expect(result.stderr.split('\n').length).toBeLessThan(14);
  return result.exitCode === 0 ? 'read' : 'refused';
});

faults('a FIFO whose writer stops', async (folder, time) => {
  const length = time % 4 === 0 ? 1e9 : next() % readFileSync(GRAPH).length;
  const { stdout } = await runShell(
    `mkfifo graph; head -c ${length} ${GRAPH} >graph & group-layers graph -q -o out.json 2>err; echo $?`,
    { cwd: folder },
  );
  const whole = time % 4 === 0;
  expect(stdout).toBe(whole ? '0\n' : '3\n');
  expect(existsSync(join(folder, 'out.json'))).toBe(whole);
  return whole ? 'read' : 'refused';
});

faults('a FIFO whose reader stops', async (folder, time) => {
  const { stdout } = await runShell(
    `mkfifo out; head -c ${time === 0 ? 0 : next() % NEW!.length} out >/dev/null & group-layers ${GRAPH} -q -o out 2>err; echo $?; cat err`,
    { cwd: folder },
  );
  expect(readdirSync(folder).sort()).toEqual(['err', 'out']);
  expect(stdout).toMatch(/^(?:0\n|4\ngroup-layers: out: broken pipe\n)$/);
  return stdout.slice(0, 1) === '0' ? 'written' : 'exit code 4';
});

faults('/dev/full', async (folder, time) => {
  const target = ['-', '/dev/full', '/dev/stdout', '/dev/fd/1'][time % 4]!;
  const command = ['group', 'sweep', 'compare', 'explain'][Math.floor(time / 4) % 4]!;
  const script =
    command === 'group'
      ? `group-layers ${GRAPH} -q -o ${target}`
      : `group-layers ${command} ${GRAPH} ${command === 'explain' ? 'libc6' : ''}`;
  const { stdout } = await runShell(`${script} >/dev/full 2>err; echo $?`, { cwd: folder });
  expect(stdout).toBe('4\n');
  return 'exit code 4';
});
