import type { Closure } from '../closure/closure.ts';
import { type ParseOptions, parseClosure } from '../closure/parse-closure.ts';
import { parsePopularity } from '../layers/parse-popularity.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import { parsePrevious } from '../layers/previous/parse-previous.ts';
import type { Previous } from '../layers/previous/previous.ts';
import type { GraphOptions, PreviousOptions, ScoreOptions } from './options.ts';
import { displayName, readInput } from './read-input.ts';
import { refusing } from './refuse.ts';
import { tell } from './tell.ts';

/**
 * Reads the closure graph of a file, `-` for stdin.
 *
 * @param note called with each decision, if --verbose is given
 * @param onPhase called after reading the file, then as by `parseClosure`
 * @throws Failure when the file cannot be read or is refused
 */
export async function readClosure(
  file: string,
  options: GraphOptions,
  note: (message: string) => void = tell,
  onPhase: (phase: 'read' | 'parse' | 'graph') => void = () => {},
): Promise<Closure> {
  const content = await readInput(file);
  onPhase('read');
  return parseGraph(file, content, options, note, onPhase);
}

/**
 * Parses the content of the closure graph `file`.
 *
 * @throws Failure when it is refused
 */
export function parseGraph(
  file: string,
  content: Uint8Array,
  { root, graphName, missing, verbose }: GraphOptions,
  note: (message: string) => void = tell,
  onPhase?: ParseOptions['onPhase'],
): Closure {
  const options = { roots: root, graphName, missing, note: verbose ? note : undefined, onPhase };
  return refusing(displayName(file), () => parseClosure(content, options));
}

/**
 * Reads the closure graphs of several files, in their order.
 *
 * @param read called after each
 * @throws Failure when one cannot be read or is refused
 */
export async function readClosures(
  files: readonly string[],
  options: GraphOptions,
  read: () => void = () => {},
): Promise<Closure[]> {
  const closures = [];
  for (const file of files) {
    closures.push(await readClosure(file, options));
    read();
  }
  return closures;
}

/**
 * Reads the popularity data; undefined if the options name no file.
 *
 * @param note told over how many images they were counted where they do not state it, with --verbose
 * @throws Failure when the file cannot be read or is refused
 */
export async function readPopularity(
  { popularity, pop, verbose }: ScoreOptions & GraphOptions,
  note: (message: string) => void = tell,
): Promise<PopularityData | undefined> {
  const file = popularity ?? pop;
  if (file === undefined) {
    return undefined;
  }
  const content = await readInput(file);
  const data = refusing(displayName(file), () => parsePopularity(content));
  if (verbose && data.builds === undefined) {
    note(
      `${displayName(file)}: number of images not stated: took the largest count, ${data.images}`,
    );
  }
  return data;
}

/**
 * Reads an earlier grouping; undefined if the options name no file.
 *
 * @throws Failure when it cannot be read or is refused
 */
export async function readPrevious({ previous }: PreviousOptions): Promise<Previous | undefined> {
  if (previous === undefined) {
    return undefined;
  }
  const content = await readInput(previous);
  return refusing(displayName(previous), () => parsePrevious(content));
}
