import type { Closure } from '../closure/closure.ts';
import type { Base } from '../layers/base/base.ts';
import { RUNTIME_LIMITS } from '../layers/budget-presets.ts';
import type { GroupOptions } from '../layers/group-options.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import type { Previous } from '../layers/previous/previous.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import type { BudgetOptions, GraphOptions, ScoreOptions } from './options.ts';
import { baseOfGraph } from './read-closure.ts';
import { displayName, readInput } from './read-input.ts';
import { refusing } from './refuse.ts';
import type { SteeringOptions } from './steering-options.ts';
import { tell } from './tell.ts';

/** The files that the options of grouping name, for `refuseStdinTwice`. */
export function optionFiles({
  popularity,
  pop,
  base = [],
  previous,
}: ScoreOptions & Partial<SteeringOptions>): readonly (string | undefined)[] {
  return [popularity ?? pop, ...base, previous];
}

/**
 * The options of grouping, with what is in the files that they name.
 *
 * @param closure what is grouped, if it is one; a base that holds nothing of it is warned of
 * @param note called with each warning, and with each decision if --verbose is given
 * @throws Failure when a file cannot be read or is refused, or the base leaves no layer
 */
export async function readGroupOptions(
  options: GraphOptions & ScoreOptions & Partial<SteeringOptions>,
  closure: Closure | undefined,
  note: (message: string) => void = tell,
): Promise<GroupOptions & Pick<ScoreOptions, 'budget'>> {
  return {
    ...options,
    popularity: await readPopularity(options, note),
    previous: options.previous === undefined ? undefined : await readPrevious(options.previous),
    base: await readBase(options, closure, note),
  };
}

/**
 * Reads the popularity data; undefined if the options name no file.
 *
 * @param note told over how many images they were counted where they do not state it, with --verbose
 * @throws Failure when the file cannot be read or is refused
 */
async function readPopularity(
  { popularity, pop, verbose }: ScoreOptions & GraphOptions,
  note: (message: string) => void,
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

/**
 * Reads what the image is built upon: what the options name, several files joined, else what is known of the
 * image that was given for a graph; undefined if that is nothing.
 *
 * @param closure what is grouped; a base that holds nothing of it is warned of
 * @throws Failure when one cannot be read or is refused, when the base and the reserve leave no layer, or when
 *   the budget is over what the runtime takes: a smaller one would be another grouping than was asked for
 */
async function readBase(
  { base, reserve, budget, runtime }: BudgetOptions,
  closure: Closure | undefined,
  note: (message: string) => void,
): Promise<Base | undefined> {
  if (runtime !== undefined && budget > RUNTIME_LIMITS[runtime]) {
    throw new Failure(
      `a budget of ${budget} is over the ${RUNTIME_LIMITS[runtime]} layers that ${runtime} takes\nlower --budget`,
      EXIT.usage,
    );
  }
  const known = closure && baseOfGraph(closure);
  const files = base ?? (known === undefined ? [] : [known]);
  const bases: Base[] = [];
  for (const file of files) {
    const { readBaseFile } = await import('./base/read-base-file.ts');
    bases.push(await readBaseFile(file));
  }
  const layers = bases.reduce((sum, one) => sum + one.layers, 0);
  if (layers + reserve >= budget) {
    const taken = [
      ...(layers > 0 ? [`the base has ${layers} ${layers === 1 ? 'layer' : 'layers'}`] : []),
      ...(reserve > 0 ? [`${reserve} ${reserve === 1 ? 'is' : 'are'} reserved`] : []),
    ].join(' and ');
    throw new Failure(
      `${taken}, which leaves none of a budget of ${budget}\n` +
        'raise --budget; in Nix maxLayers, where the base is fromImage',
      EXIT.usage,
    );
  }
  if (bases.length === 0) {
    return undefined;
  }
  const storePaths = new Set(bases.flatMap((one) => [...one.storePaths]));
  if (closure?.storePaths.every((path) => !storePaths.has(path))) {
    note(
      `warning: the base holds none of the ${closure.storePaths.length} store paths, only ${storePaths.size} of others\nbuild both of the same revisions`,
    );
  }
  return { storePaths, layers };
}
