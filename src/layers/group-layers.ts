import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { describeLayers, type Layer } from './describe-layers.ts';
import { type PopularityData, popularityOf } from './popularity.ts';
import { type PullModel, pullModel, SHARING_WEIGHT } from './pull-model/pull-model.ts';
import { STRATEGIES, type StrategyName } from './strategies.ts';

/** How to group a closure; what is left out takes its default. */
export interface GroupOptions {
  /** Most layers, 1 or more. */
  readonly budget?: number | undefined;
  readonly strategy?: StrategyName | undefined;
  /** Pinned popularity data; without, popularity comes from the graph. */
  readonly popularity?: PopularityData | undefined;
  /** Bytes; a path is big when its closureSize is more (strategy `nixery`). */
  readonly sizeThreshold?: number | undefined;
  /** A path is popular when its count is at least this (strategy `nixery`). */
  readonly popularityThreshold?: number | undefined;
  /** Bytes that one more layer is worth (strategy `expected-pull`). */
  readonly layerOverhead?: number | undefined;
  /** How much bytes that other images cannot share count against bytes that an update pulls (strategy `expected-pull`). */
  readonly sharingWeight?: number | undefined;
}

export const DEFAULTS = {
  budget: 94,
  strategy: 'expected-pull',
  sizeThreshold: 100_000_000,
  popularityThreshold: 100,
  layerOverhead: 0,
  sharingWeight: SHARING_WEIGHT,
} as const satisfies GroupOptions;

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

  const layers = describeLayers(made, model, popularity);
  return { closure, strategy, revision, budget, layers, model };
}
