import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { describeLayers, type Layer } from './describe-layers.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import { withNextMerges } from './next-merges.ts';
import { type Popularity, popularityOf } from './popularity.ts';
import { type PullModel, pullModel } from './pull-model/pull-model.ts';
import { STRATEGIES } from './strategies.ts';
import type { GroupAt, StrategyInput } from './strategy.ts';
import type { StrategyName } from './strategy-names.ts';

/** An assignment of every store path to exactly one layer. */
export interface Grouping {
  readonly closure: Closure;
  readonly strategy: StrategyName;
  /** Counts up when the strategy's groupings change; a new one of the default is a major version. */
  readonly revision: number;
  readonly budget: number;
  /** The bottom (most stable) layer first: see `describeLayers`. */
  readonly layers: readonly Layer[];
  /** What the layers' costs were told by. */
  readonly model: PullModel;
}

/** A closure about to be grouped, with all that is the same at every budget. */
export interface PreparedGrouping {
  readonly closure: Closure;
  /** Of every path, as the options have it. */
  readonly popularity: Popularity;
  /**
   * The grouping at a budget, by the strategy of the options unless another is given. Its layers
   * are not told what merge would come next.
   *
   * @throws RangeError when the budget is no whole number of 1 or more
   */
  readonly at: (budget: number, strategy?: StrategyName) => Grouping;
  /** The same by the strategy of the options, its layers told what merge would come next. */
  readonly explainedAt: (budget: number) => Grouping;
}

/**
 * Prepares to group a closure at several budgets or by several strategies: each grouping is the
 * very one that `groupLayers` makes, and what they have in common is computed once.
 *
 * @param options the budget is given later
 */
export function prepareGrouping(closure: Closure, options: GroupOptions = {}): PreparedGrouping {
  const popularity = popularityOf(closure, options.popularity);
  const sharingWeight = options.sharingWeight ?? DEFAULTS.sharingWeight;
  const model = pullModel(closure, popularity, sharingWeight);
  options.onPhase?.('scores');
  const input: StrategyInput = {
    closure,
    popularity,
    model,
    popularityData: options.popularity,
    sizeThreshold: options.sizeThreshold ?? DEFAULTS.sizeThreshold,
    popularityThreshold: options.popularityThreshold ?? DEFAULTS.popularityThreshold,
    layerOverhead: options.layerOverhead ?? DEFAULTS.layerOverhead,
  };
  const prepared = new Map<StrategyName, GroupAt>();
  const at = (budget: number, strategy = options.strategy ?? DEFAULTS.strategy): Grouping => {
    if (!Number.isSafeInteger(budget) || budget < 1) {
      throw new RangeError(`budget is ${budget}, expected a whole number of 1 or more`);
    }
    const { group, revision } = STRATEGIES[strategy];
    const groupAt = prepared.get(strategy) ?? group(input);
    prepared.set(strategy, groupAt);
    const made = groupAt(budget);
    assertPartition(made, closure, budget);
    options.onPhase?.('merge');
    const layers = describeLayers(made, model, popularity);
    return { closure, strategy, revision, budget, layers, model };
  };
  const explainedAt = (budget: number): Grouping => {
    const grouping = at(budget);
    const layers = withNextMerges(model, grouping.layers);
    options.onPhase?.('describe');
    return { ...grouping, layers };
  };
  return { closure, popularity, at, explainedAt };
}

/**
 * Groups the store paths of a closure into at most `budget` layers.
 *
 * Pure and deterministic: the same closure and options give the same grouping, whatever the order
 * of the input was.
 *
 * @throws RangeError when the budget is no whole number of 1 or more
 */
export function groupLayers(closure: Closure, options: GroupOptions = {}): Grouping {
  return prepareGrouping(closure, options).explainedAt(options.budget ?? DEFAULTS.budget);
}
