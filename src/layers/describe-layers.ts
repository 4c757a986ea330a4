import { layerCost } from './cost/cost.ts';
import type { CostModel } from './cost/cost-model.ts';
import type { Layer } from './grouping.ts';
import { largestPaths } from './largest-paths.ts';
import type { Popularity } from './popularity-data.ts';
import type { LayerMembers } from './strategy.ts';

const MOST_MAIN_PATHS = 3;

/**
 * Puts layers in order and adds what the cost model expects of them. The most stable layer is the
 * bottom one: layers go by the chance that the next update changes them, and those of equal
 * chance by their first path. O(n·w) for event rows of w words.
 */
export function describeLayers(
  layers: readonly LayerMembers[],
  model: CostModel,
  popularity: Popularity,
): Layer[] {
  const described = layers.map(({ members, mergeRating }): Layer => {
    const sorted = Uint32Array.from(members).sort();
    return {
      members: sorted,
      narSize: sorted.reduce((sum, path) => sum + model.narSizes[path]!, 0),
      popularity: sorted.reduce(
        (least, path) => Math.min(least, popularity.counts[path]!),
        Number.POSITIVE_INFINITY,
      ),
      mainPaths: largestPaths(sorted, model.narSizes, MOST_MAIN_PATHS),
      ...layerCost(model, sorted),
      ...(mergeRating !== undefined && { mergeRating }),
    };
  });
  return described.sort(
    (a, b) => a.changeProbability - b.changeProbability || a.members[0]! - b.members[0]!,
  );
}
