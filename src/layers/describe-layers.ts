import { largestPaths } from './largest-paths.ts';
import type { Popularity } from './popularity.ts';
import { costOfHoldings, type LayerCost, layerHoldings } from './pull-model/layer-cost.ts';
import type { PullModel } from './pull-model/pull-model.ts';
import type { LayerMembers } from './strategy.ts';

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
  /** What it would add to the cost, bytes per update; below 0 where merging would save. */
  readonly cost: number;
}

const MOST_MAIN_PATHS = 3;

/**
 * Puts layers in order and tells what the cost model makes of them. The most stable layer is the
 * bottom one: layers go by the probability that the next update changes them, and those of equal
 * probability by their first path. O(n·w) for event rows of w words.
 */
export function describeLayers(
  layers: readonly LayerMembers[],
  model: PullModel,
  popularity: Popularity,
): Layer[] {
  const described = layers.map(({ members, mergeRating }): Layer => {
    const sorted = Uint32Array.from(members).sort();
    const least = sorted.reduce(
      (count, path) => Math.min(count, popularity.counts[path]!),
      Number.POSITIVE_INFINITY,
    );
    const holdings = layerHoldings(model, sorted);
    return {
      members: sorted,
      narSize: holdings.narSize,
      popularity: least,
      mainPaths: largestPaths(sorted, model.narSizes, MOST_MAIN_PATHS),
      ...costOfHoldings(model, holdings),
      ...(mergeRating !== undefined && { mergeRating }),
    };
  });
  return described.sort(
    (a, b) => a.changeProbability - b.changeProbability || a.members[0]! - b.members[0]!,
  );
}
