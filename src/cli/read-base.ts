import type { Closure } from '../closure/closure.ts';
import type { Base } from '../layers/base/base.ts';
import { RUNTIME_LIMITS } from '../layers/budget-presets.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import type { BudgetOptions } from './options.ts';
import { baseOfGraph } from './read-closure.ts';
import { tell } from './tell.ts';

/**
 * Reads what the image is built upon: what the options name, several files joined, else what is known of the
 * image that was given for a graph; undefined if that is nothing.
 *
 * @param closure what is grouped; a base that holds nothing of it is warned of
 * @throws Failure when one cannot be read or is refused, when the base and the reserve leave no layer, or when
 *   the budget is over what the runtime takes: a smaller one would be another grouping than was asked for
 */
export async function readBase(
  { base, reserve, budget, runtime }: BudgetOptions,
  closure: Closure | undefined,
  note: (message: string) => void = tell,
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
