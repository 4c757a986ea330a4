import type { Closure } from '../closure/closure.ts';
import { otherDocument } from '../closure/other-document.ts';
import { type ParseOptions, parseClosure } from '../closure/parse-closure.ts';
import { InputError } from '../input/input-error.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import type { Previous } from '../layers/previous/previous.ts';
import { fitNames } from '../report/fit-names.ts';
import type { GraphOptions, ScoreOptions } from './options.ts';
import { type GraphInput, readGraph } from './read-graph.ts';
import { displayName, readInput } from './read-input.ts';
import { refusing } from './refuse.ts';
import { tell } from './tell.ts';

/**
 * Reads the closure graph that an argument names; see `readGraph`.
 *
 * @param note called with each warning, and with each decision if --verbose is given
 * @param onPhase called after reading the file, then as by `parseClosure`
 * @throws Failure when it cannot be read or is refused
 */
export async function readClosure(
  file: string,
  options: GraphOptions,
  note: (message: string) => void = tell,
  onPhase: (phase: 'read' | 'parse' | 'graph') => void = () => {},
): Promise<Closure> {
  const input = await readGraph(file);
  onPhase('read');
  return parseGraph(file, input, options, note, onPhase);
}

/**
 * Parses the closure graph `file`. Guessed roots are noted, because the build, which knows its roots, may group
 * in another way.
 *
 * @throws Failure when it is refused
 */
export async function parseGraph(
  file: string,
  { content, roots: asked, remark }: GraphInput,
  { root, graphName, missing, verbose }: GraphOptions,
  note: (message: string) => void = tell,
  onPhase?: ParseOptions['onPhase'],
): Promise<Closure> {
  const name = displayName(file);
  const parse = (options: ParseOptions): Closure =>
    refusing(name, () => {
      try {
        return parseClosure(content, { graphName, missing, ...options });
      } catch (error) {
        throw error instanceof InputError ? clearer(error, content) : error;
      }
    });
  if (remark !== undefined) {
    note(`${name}: ${remark}`);
  }
  const roots = root && (await withoutNames(root, () => parse({})));
  const closure = parse({
    roots: roots ?? asked,
    note: verbose ? note : undefined,
    onPhase,
    onGuessedRoots: (count) =>
      note(
        `${name}: no roots given: took the store paths without referrers, ${count} of them; give --root to group as the build does`,
      ),
  });
  if (root === undefined) {
    warnOfImageParts(name, closure, note);
  }
  return closure;
}

/** The roots as store paths; names are looked up in the whole closure. */
async function withoutNames(
  roots: readonly string[],
  whole: () => Closure,
): Promise<readonly string[]> {
  if (roots.every((root) => root.startsWith('/'))) {
    return roots;
  }
  const { findNamed } = await import('./find-path.ts');
  const closure = whole();
  return roots.flatMap((root) =>
    root.startsWith('/')
      ? [root]
      : findNamed(closure, root).map((path) => closure.storePaths[path]!),
  );
}

/** The error of a graph, or, if it is something else that is known, one that says what it is. */
function clearer(error: InputError, content: Uint8Array): InputError {
  const other = otherDocument(content);
  return other === undefined
    ? error
    : new InputError(
        [{ place: '', found: other.found, expected: 'a closure graph' }],
        other.advice,
      );
}

/** What the outputs of image builds, and their parts, are called. */
const IMAGE_PART =
  /^layer$|\.tar(?:\.gz|\.zst)?$|^stream-|-conf\.json$|^docker-image-|customisation-layer$|^image-.*\.json$/;

const NAME_WIDTH = 36;

function warnOfImageParts(
  name: string,
  { storePaths, names, roots }: Closure,
  note: (message: string) => void,
): void {
  const [only] = names;
  const isPart = roots.length > 0 && roots.every((root) => IMAGE_PART.test(names[root]!));
  if (isPart || storePaths.length === 1) {
    const what =
      storePaths.length === 1
        ? `only ${fitNames([only!], NAME_WIDTH)}`
        : `what ${fitNames([names[roots[0]!]!], NAME_WIDTH)} refers to`;
    note(
      `warning: ${name}: the graph of ${what}: if that is an image, give the graph of its contents, such as the .graph of buildImage`,
    );
  }
}

/**
 * Reads the closure graphs that arguments name, in their order.
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
  const { parsePopularity } = await import('../layers/parse-popularity.ts');
  const data = refusing(displayName(file), () => parsePopularity(content));
  if (verbose && data.builds === undefined) {
    note(
      `${displayName(file)}: number of images not stated: took the largest count, ${data.images}`,
    );
  }
  return data;
}

/**
 * Reads an earlier grouping, in any form that is written.
 *
 * @throws Failure when it cannot be read or is refused
 */
export async function readPrevious(file: string): Promise<Previous> {
  const content = await readInput(file);
  const { parsePrevious } = await import('../layers/previous/parse-previous.ts');
  return refusing(displayName(file), () => parsePrevious(content));
}
