/**
 * Stands in for vitest where the unit tests run again and again in one process, with one mutant after another.
 * It has the few parts of vitest that they use.
 */
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import fc from 'fast-check';
import { reached, state } from './mutant-state.ts';

interface UnitTest {
  readonly file: string;
  readonly run: () => unknown;
}

/** What a test did without a mutant. */
export interface TestRecord {
  readonly file: string;
  readonly milliseconds: number;
  readonly turns: number;
  /** The mutants that it reached. */
  readonly reached: readonly number[];
}

/** A mutant, and the tests to run until one fails. */
export interface Trial {
  readonly mutant: number;
  /** Each test's index, and the turns of loops after which it fails. */
  readonly tests: readonly (readonly [index: number, mostTurns: number])[];
}

/** What the process sends after each trial; without a killer if all tests passed. */
export interface Outcome {
  readonly mutant: number;
  /** The file of the test that failed. */
  readonly killer?: string;
}

/** What the process sends when it has recorded all tests. */
export interface Recording {
  /** The mutants that were reached before any test ran. */
  readonly early: readonly number[];
  readonly records: readonly TestRecord[];
}

const tests: UnitTest[] = [];
const finishers: (() => void)[] = [];
let file = '';

type Body = (...values: unknown[]) => unknown;

export function test(_name: string, run: () => unknown): void {
  tests.push({ file, run });
}

test.each = (cases: readonly unknown[]) => (name: string, run: Body) => {
  for (const values of cases) {
    test(name, () => run(...[values].flat(1)));
  }
};

export function describe(_name: string, body: () => void): void {
  body();
}

describe.each = (cases: readonly unknown[]) => (_name: string, body: Body) => {
  for (const values of cases) {
    body(...[values].flat(1));
  }
};

export function onTestFinished(finish: () => void): void {
  finishers.push(finish);
}

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) {
  chai.use(plugin);
}

export const expect = chai.expect;

// what is wrong matters here, not the smallest example
fc.configureGlobal({ endOnFailure: true });

/** Collects the tests of files, each given with its import, and then does what the parent process asks. */
export async function serve(files: Record<string, () => Promise<unknown>>): Promise<void> {
  const send = (message: unknown): unknown => process.send!(message);
  state.active = Number(process.argv[2]);
  for (const [name, load] of Object.entries(files)) {
    file = name;
    await load();
  }
  const early = reachedMutants();
  process.on('message', async (trials: Trial[] | 'record') => {
    if (trials === 'record') {
      send({ early, records: await recordTests() } satisfies Recording);
      return;
    }
    for (const { mutant, tests: tried } of trials) {
      state.active = mutant;
      let killer: string | undefined;
      for (const [index, mostTurns] of tried) {
        if (killer === undefined && !(await passes(tests[index]!, mostTurns))) {
          killer = tests[index]!.file;
        }
      }
      send({ mutant, ...(killer && { killer }) } satisfies Outcome);
      // lets the message leave
      await new Promise(setImmediate);
    }
  });
  send('ready');
}

function reachedMutants(): number[] {
  return [...reached.keys()].filter((mutant) => reached[mutant] === 1);
}

async function recordTests(): Promise<TestRecord[]> {
  const records: TestRecord[] = [];
  for (const one of tests) {
    reached.fill(0);
    const start = process.cpuUsage();
    if (!(await passes(one, Number.POSITIVE_INFINITY))) {
      throw new Error(`${one.file}: a test fails without a mutant`);
    }
    // not the time that passes, which is longer on a busy machine
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1000;
    records.push({
      ...{ file: one.file, milliseconds, turns: state.turns },
      reached: reachedMutants(),
    });
  }
  return records;
}

async function passes({ run }: UnitTest, mostTurns: number): Promise<boolean> {
  Object.assign(state, { turns: 0, mostTurns });
  try {
    await run();
    return true;
  } catch (error) {
    if (state.active === 0) {
      console.error(error);
    }
    return false;
  } finally {
    for (const finish of finishers.splice(0)) {
      finish();
    }
  }
}
