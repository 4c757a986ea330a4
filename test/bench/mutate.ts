/**
 * `npm run mutate -- [--only TEXT] [--most N] [--seed N] [--times N] [--seconds N]`: makes changes, one at a time, to the source of
 * closures, graphs, layers and tuning, and lists those that no unit test notices.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { seededNumbers } from '../helpers/seeded-numbers.ts';
import { holdMutants, type Mutant } from './mutants.ts';
import type { Outcome, Recording, Trial } from './test-runner.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    most: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    times: { type: 'string', default: '1' },
  },
});
const FOLDERS = ['closure', 'graph', 'layers', 'tuning'];

/** Milliseconds without a word after which a process is ended, and its mutant counts as noticed. */
const MOST_SILENCE = 120_000;

/** Milliseconds of tests for one mutant, by what they take without it. */
const MOST_TIME = 1000 * Number(options.seconds);

const folder = mkdtempSync(resolve('node_modules/.group-layers-mutants-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const mutants: Mutant[] = [];
const recorded = await bundle('record', (mutant) => `((__reached[${mutant}] = 1), false)`, mutants);
const tried = await bundle('try', (mutant) => `__state.active === ${mutant}`, []);

process.stdout.write(`${mutants.length} mutants\n`);
const recording = await new Promise<Recording>((done) => {
  const child = start(recorded, 0, ['record'], (message) => {
    child.kill();
    done(message as Recording);
  });
});
const trials = sample(mutants.map((_, index) => index + 1)).map((mutant) => trialOf(mutant));
const outcomes = await tryAll(trials);
for (const { mutant, tests } of trials) {
  // what is computed before the tests needs a process in which the mutant is active from the start
  if (tests.length === 0 && recording.early.includes(mutant)) {
    const alone = trialOf(mutant, () => true);
    outcomes.set(mutant, (await tryAll([alone], mutant)).get(mutant));
  }
}
report();

/** The files of the four folders, below `src` or `test`. */
function filesOf(top: string, ending: string): string[] {
  return FOLDERS.flatMap((name) =>
    readdirSync(join(top, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(ending))
      .sort()
      .map((file) => join(top, name, file)),
  );
}

/** Writes the unit tests as one file, with the mutants in the source that they test. */
async function bundle(
  name: string,
  isActive: (mutant: number) => string,
  found: Mutant[],
): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  const files = filesOf('test', '.test.ts');
  const imports = files.map((file) => `${JSON.stringify(file)}: () => import('./${file}')`);
  const texts = new Map(
    filesOf('src', '.ts').map((file) => [
      file,
      holdMutants(file, readFileSync(file, 'utf8'), isActive, found),
    ]),
  );
  const head = `import { state as __state, reached as __reached, turn as __turn } from ${JSON.stringify(resolve('test/bench/mutant-state.ts'))};`;
  await build({
    stdin: {
      contents: `import { serve } from './test/bench/test-runner.ts'; await serve({ ${imports} });`,
      resolveDir: '.',
    },
    ...{ outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    alias: { vitest: './test/bench/test-runner.ts' },
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup({ onLoad }) {
          onLoad({ filter: /\/(?:src|test)\/.*\.ts$/ }, ({ path }) => {
            const mutated = texts.get(relative('.', path));
            const text = mutated === undefined ? readFileSync(path, 'utf8') : head + mutated;
            const here = JSON.stringify(`file://${path}`);
            return { contents: text.replaceAll('import.meta.url', here), loader: 'ts' };
          });
        },
      },
    ],
  });
  return outfile;
}

/** Starts a process with one mutant active from the start, or none (0), and sends it a message. */
function start(
  file: string,
  active: number,
  messages: unknown[],
  answer: (message: unknown) => void,
): ChildProcess {
  const child = fork(file, [String(active)], {
    stdio: ['ignore', 'inherit', active > 0 ? 'ignore' : 'inherit', 'ipc'],
    env: { ...process.env, FAST_CHECK_TIMES: options.times },
  });
  return child.on('message', (message) => {
    if (message === 'ready') {
      child.send(messages[0] as object);
    } else {
      answer(message);
    }
  });
}

/** The tests that reach a mutant: those nearest to its file first, of these the fast ones, up to a bound of time. */
function trialOf(
  mutant: number,
  takes = (reached: readonly number[]) => reached.includes(mutant),
): Trial {
  const own = mutants[mutant - 1]!.file.replace('src/', 'test/').replace('.ts', '.test.ts');
  let spent = 0;
  const tests = [...recording.records.entries()]
    .filter(([, { reached }]) => takes(reached))
    .sort(
      ([, a], [, b]) =>
        nearness(b.file, own) - nearness(a.file, own) || a.milliseconds - b.milliseconds,
    )
    .filter(([, { milliseconds }]) => {
      const isTaken = spent + milliseconds < MOST_TIME;
      spent += isTaken ? milliseconds : 0;
      return isTaken;
    })
    .map(([index, { turns }]) => [index, 20 * turns + 100_000] as const);
  return { mutant, tests };
}

/** How many folders two files have in common, and one more if they are the same. */
function nearness(a: string, b: string): number {
  const parts = b.split('/');
  const common = a.split('/').findIndex((part, at) => part !== parts[at]);
  return common === -1 ? parts.length : common;
}

/** Some of the mutants, as many as asked for. */
function sample(all: readonly number[]): number[] {
  const next = seededNumbers(Number(options.seed));
  return all
    .filter((mutant) => mutants[mutant - 1]!.file.includes(options.only))
    .map((mutant) => ({ mutant, place: next() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, Number(options.most))
    .map(({ mutant }) => mutant)
    .sort((a, b) => a - b);
}

/** What noticed each mutant: a test's file, or the end of the process. */
async function tryAll(all: readonly Trial[], active = 0): Promise<Map<number, string | undefined>> {
  const found = new Map<number, string | undefined>();
  while (found.size < all.length) {
    const rest = all.slice(found.size);
    await new Promise<void>((done) => {
      const silence = setTimeout(() => child.kill('SIGKILL'), MOST_SILENCE);
      const child = start(tried, active, [rest], (message) => {
        const { mutant, killer } = message as Outcome;
        found.set(mutant, killer);
        silence.refresh();
        if (!killer) {
          process.stderr.write(`${found.size} of ${all.length}: ${describe(mutant)}\n`);
        }
        if (found.size === all.length) {
          child.kill();
        }
      });
      child.on('exit', () => {
        clearTimeout(silence);
        done();
      });
    });
    const next = all[found.size];
    if (next !== undefined) {
      found.set(next.mutant, 'the process ended');
    }
  }
  return found;
}

function report(): void {
  const counts = new Map<string, { killed: number; alive: number }>();
  for (const { mutant, tests } of trials) {
    const name = mutants[mutant - 1]!.file.split('/', 2)[1]!;
    const count = counts.get(name) ?? { killed: 0, alive: 0 };
    counts.set(name, count);
    if (outcomes.get(mutant)) {
      count.killed++;
    } else {
      count.alive++;
      process.stdout.write(`${describe(mutant)}  (${tests.length} tests)\n`);
    }
  }
  for (const [name, { killed, alive }] of counts) {
    const part = ((100 * killed) / (killed + alive)).toFixed(1);
    process.stdout.write(`${name}: ${killed} of ${killed + alive} noticed, ${part} %\n`);
  }
}

function describe(mutant: number): string {
  const { file, line, original, replacement } = mutants[mutant - 1]!;
  const change = [original, replacement].map((text) => text.replace(/\s+/g, ' ').slice(0, 90));
  return `${file}:${line}: ${change.join('  ->  ')}`;
}
