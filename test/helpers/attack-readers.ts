import { parseClosure } from '../../src/closure/parse-closure.ts';
import { InputError } from '../../src/input/input-error.ts';
import { parseBase } from '../../src/layers/base/parse-base.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { parseGrouping } from '../../src/layers/parse-grouping.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson } from '../../src/report/grouping-json.ts';
import { parseCheckConfig } from '../../src/tuning/check-config.ts';
import { CLOSURE_FORMS } from './closure-forms.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { digestOf, type StoreGraph } from './store-graph.ts';

/** What came of an attack: how many inputs each reader accepted and refused, and what broke a promise. */
export interface AttackResult {
  readonly accepted: Record<string, number>;
  readonly refused: Record<string, number>;
  /** The first input that was neither read nor refused within its bounds, and why. */
  readonly failure?: { readonly reader: string; readonly case: number; readonly reason: string };
}

/** Milliseconds for any input here; each takes a few on an idle machine. */
const MOST_TIME = 5000;

/** Bytes: what a refused input may take besides 8 × its size. */
const MOST_MEMORY = 100 * 2 ** 20;

const MOST_FINDINGS = 10;

/** Characters of an error; a cycle shows eight store paths. */
const LONGEST_MESSAGE = 20_000;

type Random = (below: number) => number;

/**
 * Feeds mutated inputs to every reader. Each starts as a sound input in one of the reader's forms; values in it
 * are replaced, repeated, renamed or deleted, then some bytes. A reader must return or throw an InputError, within
 * bounds of time, memory and text; a closure that is accepted must be grouped into a partition.
 *
 * @param seed whole number; the inputs are the same for the same seed
 * @param goesOn whether to try another, called with the number of inputs tried
 */
export function attackReaders(seed: number, goesOn: (tried: number) => boolean): AttackResult {
  const next = seededNumbers(seed);
  const random: Random = (below) => next() % below;
  const accepted: Record<string, number> = {};
  const refused: Record<string, number> = {};
  const memory = process.resourceUsage().maxRSS * 1024;
  let largest = 0;
  for (let tried = 0; goesOn(tried); tried++) {
    const [reader, write, read] = READERS[random(READERS.length)]!;
    const input = mutateText(write(random), random);
    largest = Math.max(largest, input.length);
    const started = performance.now();
    let reason: string | undefined;
    try {
      read(input, random);
      accepted[reader] = (accepted[reader] ?? 0) + 1;
    } catch (error) {
      refused[reader] = (refused[reader] ?? 0) + 1;
      reason = wrongRefusal(error);
    }
    if (performance.now() - started > MOST_TIME) {
      reason = `took ${performance.now() - started} ms`;
    }
    const taken = process.resourceUsage().maxRSS * 1024 - memory;
    // twice what a refusal may take, because the input is made in the same process
    if (taken > 16 * largest + MOST_MEMORY) {
      reason = `took ${taken} bytes of memory for ${largest}`;
    }
    if (reason !== undefined) {
      return { accepted, refused, failure: { reader, case: tried, reason } };
    }
  }
  return { accepted, refused };
}

/** What is wrong with a refusal, if anything is. */
function wrongRefusal(error: unknown): string | undefined {
  if (!(error instanceof InputError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { findings, message } = error;
  if (findings.length === 0 || findings.length > MOST_FINDINGS) {
    return `${findings.length} findings`;
  }
  return message.length > LONGEST_MESSAGE ? `a message of ${message.length} characters` : undefined;
}

type Reader = readonly [
  name: string,
  write: (random: Random) => string,
  read: (input: string | Uint8Array, random: Random) => void,
];

const READERS: readonly Reader[] = [
  ...Object.entries(CLOSURE_FORMS).map(
    ([form, write]): Reader => [
      form,
      (random) => mutateJson(write(drawGraph(random)), random),
      (input, random) => readClosure(input, random),
    ],
  ),
  ['popularity', (random) => mutateJson(drawPopularity(random), random), parsePopularity],
  ['grouping', (random) => mutateJson(drawGrouping(random), random), parseGrouping],
  ['base', (random) => mutateJson(drawGrouping(random), random), parseBase],
  ['config', (random) => mutateJson(drawConfig(random), random), parseCheckConfig],
];

/** Reads a closure, and groups it, which asserts that the layers are a partition. */
function readClosure(input: string | Uint8Array, random: Random): void {
  const closure = parseClosure(input, {
    missing: random(4) === 0 ? 'drop' : 'refuse',
    ...(random(8) === 0 && { roots: [`${PATHS[random(PATHS.length)]!}/bin/x`] }),
  });
  const budget = 1 + random(9);
  const strategy = STRATEGY_NAMES[random(STRATEGY_NAMES.length)]!;
  const grouping = groupLayers(closure, {
    ...{ budget, strategy },
    layerOverhead: random(3) * random(1000),
    sharingWeight: random(3),
  });
  const layers = parseGrouping(layersJson(grouping));
  const bytes = layers.reduce((sum, { narSize }) => sum + narSize, 0);
  const expected = closure.narSizes.reduce((sum, narSize) => sum + narSize, 0);
  const paths = layers.flatMap(({ contents }) => contents).sort();
  if (
    layers.length > budget ||
    bytes !== expected ||
    `${paths}` !== `${[...closure.storePaths].sort()}`
  ) {
    throw new Error(`${strategy} at budget ${budget} is not a partition`);
  }
}

const PATHS = ['app-1.0', 'lib', 'lib-2', '.x', 'glibc-2.40', 'openssl-3.0.14-bin', 'a', 'b'].map(
  (name) => `/nix/store/${digestOf(name)}-${name}`,
);

/** A sound graph of up to eight store paths, whose last is the root. */
function drawGraph(random: Random): StoreGraph {
  const paths = PATHS.slice(0, 1 + random(PATHS.length));
  const entries = paths.map((path, index) => ({
    path,
    narSize: random(1e6),
    references: paths.slice(0, index + 1).filter(() => random(3) === 0),
  }));
  return { roots: [paths.at(-1)!], entries };
}

function drawPopularity(random: Random): string {
  const counts = { glibc: random(9), 'a-bin': random(9), 'openssl-3.0.14': random(9) };
  const builds = { a: { '0a1b2c3d': random(3), unknown: 1 }, lib: random(3) };
  return JSON.stringify(random(2) === 0 ? counts : { images: 9, counts: builds });
}

function drawGrouping(random: Random): string {
  return JSON.stringify([
    { contents: PATHS.slice(0, 3), narSize: random(1e6) },
    { contents: PATHS.slice(3), narSize: random(1e6), popularity: 1 },
  ]);
}

function drawConfig(random: Random): string {
  const rules = {
    budget: 1 + random(9),
    maxLargestShare: 0.5,
    alone: ['glibc'],
    forbidden: ['*-dev'],
  };
  return JSON.stringify({ ...rules, strategy: STRATEGY_NAMES[random(STRATEGY_NAMES.length)] });
}

const STRANGE: readonly unknown[] = [
  ...[null, true, -1, 0, 1.5, 2 ** 53, 1e308, '', '/', '..', '__proto__', 'constructor', '\ud800'],
  ...[
    '::add-mask::x',
    '\u001b[2J',
    '\u202e',
    'x'.repeat(300),
    '/'.repeat(300),
    [],
    {},
    [null],
    [[]],
  ],
  ...PATHS,
  ...['.', '..-x', 'a b', '\u00fc', 'x'.repeat(212)].map(
    (name) => `/nix/store/${digestOf('x')}-${name}`,
  ),
  ...[`/gnu/store/${digestOf('x')}-x`, `/nix/../store/${digestOf('x')}-x`],
];

/** Replaces, repeats, renames or deletes a few values of a text of JSON; of lines, repeats or deletes some. */
function mutateJson(text: string, random: Random): string {
  if (!/^[[{]/.test(text)) {
    let lines = text.split('\n');
    for (let times = random(3); times > 0; times--) {
      const at = random(lines.length);
      const more = Array(random(2) * repeats(random)).fill(lines[random(lines.length)]);
      lines = lines.slice(0, at).concat(more, lines.slice(at + random(2)));
    }
    return lines.join('\n');
  }
  const whole = { value: JSON.parse(text) };
  for (let times = random(4); times > 0; times--) {
    mutateValue(whole, random);
  }
  return JSON.stringify(whole.value) ?? '';
}

/** Changes one value somewhere below an object or array. */
function mutateValue(whole: object, random: Random): void {
  let at = whole as Record<string, unknown>;
  for (let depth = 1 + random(5); ; depth--) {
    const keys = Object.keys(at);
    const key = keys[random(keys.length || 1)];
    if (key === undefined) {
      return;
    }
    const below = at[key];
    if (depth > 1 && typeof below === 'object' && below !== null && Object.keys(below).length > 0) {
      at = below as Record<string, unknown>;
      continue;
    }
    const strange = structuredClone(STRANGE[random(STRANGE.length)]);
    const choice = random(4);
    if (choice === 0) {
      at[key] = strange;
    } else if (choice === 1) {
      delete at[key];
    } else if (choice === 2 && Array.isArray(at)) {
      const list = at as unknown[];
      const item = random(2) === 0 ? strange : below;
      for (let count = repeats(random); count > 0; count--) {
        list.push(item);
      }
    } else {
      const name = typeof strange === 'string' ? strange : 'narSize';
      Object.defineProperty(at, name, {
        ...{ value: below, enumerable: true, configurable: true, writable: true },
      });
    }
    return;
  }
}

/** Mostly few; once in a while more than fit on a stack. */
function repeats(random: Random): number {
  return random(200) === 0 ? 150_000 + random(150_000) : random(4);
}

const BYTES = ['\n', '"', '{', ']', ',', '/', '-', '0', '\\', '1e9', '\r\n', '\u0000', '\ufeff'];

/** Changes a few bytes of every other text, and gives some as bytes. */
function mutateText(text: string, random: Random): string | Uint8Array {
  let bytes = Buffer.from(text);
  for (let times = random(2) * random(3); times > 0; times--) {
    const at = random(bytes.length + 1);
    const added =
      random(4) === 0 ? Buffer.of(random(256)) : Buffer.from(BYTES[random(BYTES.length)]!);
    bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + random(20))]);
  }
  return random(2) === 0 ? new Uint8Array(bytes) : bytes.toString();
}
