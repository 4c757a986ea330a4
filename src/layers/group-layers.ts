import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { describeLayers, type Layer } from './describe-layers.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import { popularityOf } from './popularity.ts';
import { type PullModel, pullModel } from './pull-model/pull-model.ts';
import { STRATEGIES } from './strategies.ts';
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

/**
 * Groups the store paths of a closure into at most `budget` layers.
 *
 * Pure and deterministic: the same closure and options give the same grouping, whatever the order
 * of the input was.
 *
 * @throws RangeError when the budget is no whole number of 1 or more
 */
export function groupLayers(closure: Closure, options: GroupOptions = {}): Grouping {
  const budget = options.budget ?? DEFAULTS.budget;
  if (!Number.isSafeInteger(budget) || budget < 1) {
    throw new RangeError(`budget is ${budget}, expected a whole number of 1 or more`);
  }
  const strategy = options.strategy ?? DEFAULTS.strategy;
  const { group, revision } = STRATEGIES[strategy];
  const popularity = popularityOf(closure, options.popularity);
  const sharingWeight = options.sharingWeight ?? DEFAULTS.sharingWeight;
  const model = pullModel(closure, popularity, sharingWeight);
  options.onPhase?.('scores');

  const made = group({
    closure,
    budget,
    popularity,
    model,
    popularityData: options.popularity,
    sizeThreshold: options.sizeThreshold ?? DEFAULTS.sizeThreshold,
    popularityThreshold: options.popularityThreshold ?? DEFAULTS.popularityThreshold,
    layerOverhead: options.layerOverhead ?? DEFAULTS.layerOverhead,
  });
  assertPartition(made, closure, budget);
  options.onPhase?.('merge');

  const layers = describeLayers(made, model, popularity);
  options.onPhase?.('describe');
  return { closure, strategy, revision, budget, layers, model };
}
