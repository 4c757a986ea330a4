import type { Closure } from '../closure/closure.ts';
import type { CostModel } from './cost/cost-model.ts';
import type { HintedPaths } from './hints/hints.ts';
import type { Popularity, PopularityData } from './popularity-data.ts';

/** What a strategy may look at, besides the budget. */
export interface StrategyInput {
  readonly closure: Closure;
  /** Popularity by its one definition. */
  readonly popularity: Popularity;
  /** What layers cost. */
  readonly model: CostModel;
  /** The pinned data as they are, for a strategy that looks names up in its own way. */
  readonly popularityData: PopularityData | undefined;
  /** `nixery`: a path is big when its closureSize is more bytes than this. */
  readonly sizeThreshold: number;
  /** `nixery`: a path is popular when its count is at least this. */
  readonly popularityThreshold: number;
  /** `expected-pull`: bytes that one more layer is worth. */
  readonly layerOverhead: number;
  /** What layers have to obey. */
  readonly hinted: HintedPaths;
}

/** A layer as a strategy makes it: indices of the closure's store paths. */
export interface LayerMembers {
  readonly members: readonly number[];
  /** What the merge step ordered by, in strategies that have one. */
  readonly mergeRating?: number;
}

/**
 * Assigns every store path to exactly one of at most `budget` layers. The order of layers and of
 * members does not matter. The answer for a budget does not depend on budgets asked before.
 */
export type GroupAt = (budget: number) => readonly LayerMembers[];

/** Does what does not depend on the budget, once for all budgets. */
export type Strategy = (input: StrategyInput) => GroupAt;
