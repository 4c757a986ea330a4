import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { changeProbabilities } from './change-probability.ts';
import { type PopularityData, popularityOf } from './popularity.ts';
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
}

export const DEFAULTS = {
  budget: 94,
  strategy: 'expected-pull',
  sizeThreshold: 100_000_000,
  popularityThreshold: 100,
  layerOverhead: 0,
} as const satisfies GroupOptions;

/** A set of store paths that travels whole, and what explains it. */
export interface Layer {
  /** Indices of the closure's store paths, ascending. */
  readonly members: Uint32Array;
  /** Bytes, the sum over its paths. */
  readonly narSize: number;
  /** The least count among its paths: an image shares the layer only if it holds all of them. */
  readonly popularity: number;
  /** The chance that the next update of a single store path changes it, 0 to 1. */
  readonly changeProbability: number;
  /** What the merge step ordered by, in strategies that have one. */
  readonly mergeRating?: number;
}

/** An assignment of every store path to exactly one layer. */
export interface Grouping {
  readonly closure: Closure;
  readonly strategy: StrategyName;
  /** Counts up when the strategy's groupings change; a new one of the default is a major version. */
  readonly revision: number;
  readonly budget: number;
  /** The bottom (most stable) layer first: by changeProbability, then by first member. */
  readonly layers: readonly Layer[];
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

  const made = group({
    closure,
    budget,
    popularity,
    popularityData: options.popularity,
    sizeThreshold: options.sizeThreshold ?? DEFAULTS.sizeThreshold,
    popularityThreshold: options.popularityThreshold ?? DEFAULTS.popularityThreshold,
    layerOverhead: options.layerOverhead ?? DEFAULTS.layerOverhead,
  });
  assertPartition(made, closure, budget);

  const probabilities = changeProbabilities(closure, made);
  const layers = made.map(({ members, ...explanation }, index): Layer => {
    const sorted = Uint32Array.from(members).sort();
    return {
      members: sorted,
      narSize: sorted.reduce((sum, path) => sum + closure.narSizes[path]!, 0),
      popularity: sorted.reduce(
        (least, path) => Math.min(least, popularity.counts[path]!),
        Number.POSITIVE_INFINITY,
      ),
      changeProbability: probabilities[index]!,
      ...explanation,
    };
  });
  layers.sort((a, b) => a.changeProbability - b.changeProbability || a.members[0]! - b.members[0]!);
  return { closure, strategy, revision, budget, layers };
}
