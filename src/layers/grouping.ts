import type { Closure } from '../closure/closure.ts';
import type { TakenLayers } from './base/base.ts';
import type { CostModel, LayerCost } from './cost/cost-model.ts';
import type { Popularity } from './popularity-data.ts';
import type { KeptLayers } from './previous/previous.ts';
import type { StrategyName } from './strategy-names.ts';

/** An assignment of every store path to exactly one layer. */
export interface Grouping {
  /** Without what the base holds. */
  readonly closure: Closure;
  readonly strategy: StrategyName;
  /** Counts up when the strategy's groupings change; a new one of the default is a major version. */
  readonly revision: number;
  /** Most layers of the image, what is taken of them included. */
  readonly budget: number;
  /** What a base and a reserve take, if there are any. */
  readonly taken?: TakenLayers;
  /** The bottom (most stable) layer first: see `describeLayers`. */
  readonly layers: readonly Layer[];
  /** What the layers' costs are computed from. */
  readonly model: CostModel;
  /** What became of the earlier grouping, if there was one. */
  readonly kept?: Omit<KeptLayers, 'layers'>;
}

/** A closure about to be grouped, with all that is the same at every budget. */
export interface PreparedGrouping {
  /** Without what the base holds. */
  readonly closure: Closure;
  /** The least budget that leaves a layer. */
  readonly leastBudget: number;
  /** Of every path, as the options have it. */
  readonly popularity: Popularity;
  /**
   * The grouping at a budget, by the strategy of the options unless another is given. Its layers
   * have no `nextMerge`.
   *
   * @throws RangeError when the budget is no whole number of `leastBudget` or more
   */
  readonly at: (budget: number, strategy?: StrategyName) => Grouping;
  /** The same by the strategy of the options, its layers with `nextMerge`. */
  readonly explainedAt: (budget: number) => Grouping;
}

/** A set of store paths that travels whole, and why it does, as the cost model sees it. */
export interface Layer extends LayerCost {
  /** Indices of the closure's store paths, ascending. */
  readonly members: Uint32Array;
  /** Bytes, the sum over its paths. */
  readonly narSize: number;
  /** The least count among its paths: another image shares the layer only if it holds all of them. */
  readonly popularity: number;
  /** Its most valuable members, those of the most bytes: at most three, the largest first. */
  readonly mainPaths: readonly number[];
  /** The merge that would come next, if there had to be fewer layers; see `withNextMerges`. */
  readonly nextMerge?: NextMerge;
  /** What the merge step ordered by, in strategies that have one. */
  readonly mergeRating?: number;
}

/** The cheapest merge of a layer with another. */
export interface NextMerge {
  /** The other layer, by its position; 0 is the bottom. */
  readonly layer: number;
  /** What it would add to the cost, bytes per update; below 0 if merging would save. */
  readonly cost: number;
}
