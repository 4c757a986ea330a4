import type { Layer } from './grouping.ts';
import { largestPaths } from './largest-paths.ts';
import type { Popularity } from './popularity.ts';
import { costOfHoldings, layerHoldings } from './pull-model/layer-cost.ts';
import type { PullModel } from './pull-model/pull-model.ts';
import type { LayerMembers } from './strategy.ts';

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
