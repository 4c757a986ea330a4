import type { Popularity } from './popularity.ts';
import {
  costOfHoldings,
  costTogether,
  type LayerCost,
  type LayerHoldings,
  layerHoldings,
} from './pull-model/layer-cost.ts';
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
  /** The merge that would come next, if there had to be fewer layers; not told of many layers. */
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

/** Among more layers than any image has, next merges are left out: they take a look at every pair. */
const MOST_EXPLAINED = 256;

/**
 * Puts layers in order and explains them. The most stable layer is the bottom one: layers go by the
 * probability that the next update changes them, and those of equal probability by their first
 * path. O(n·w + k²·w) for k layers and event rows of w words.
 */
export function describeLayers(
  layers: readonly LayerMembers[],
  model: PullModel,
  popularity: Popularity,
): Layer[] {
  const described = layers.map(({ members, mergeRating }) => {
    const sorted = Uint32Array.from(members).sort();
    const holdings = layerHoldings(model, sorted);
    const least = sorted.reduce(
      (count, path) => Math.min(count, popularity.counts[path]!),
      Number.POSITIVE_INFINITY,
    );
    const layer: Layer = {
      members: sorted,
      narSize: holdings.narSize,
      popularity: least,
      mainPaths: mainPathsOf(sorted, model.narSizes),
      ...costOfHoldings(model, holdings),
      ...(mergeRating !== undefined && { mergeRating }),
    };
    return { layer, holdings };
  });
  described.sort(
    ({ layer: a }, { layer: b }) =>
      a.changeProbability - b.changeProbability || a.members[0]! - b.members[0]!,
  );

  const ordered = described.map(({ layer }) => layer);
  if (ordered.length < 2 || ordered.length > MOST_EXPLAINED) {
    return ordered;
  }
  const merges = nextMerges(model, described);
  return ordered.map((layer, index) => ({ ...layer, nextMerge: merges[index]! }));
}

function mainPathsOf(members: Uint32Array, narSizes: Float64Array): number[] {
  const main: number[] = [];
  for (const path of members) {
    const place = main.findIndex((other) => narSizes[other]! < narSizes[path]!);
    main.splice(place === -1 ? main.length : place, 0, path);
    main.length = Math.min(main.length, MOST_MAIN_PATHS);
  }
  return main;
}

function nextMerges(
  model: PullModel,
  layers: readonly { readonly layer: Layer; readonly holdings: LayerHoldings }[],
): NextMerge[] {
  const best = layers.map((): NextMerge => ({ layer: -1, cost: Number.POSITIVE_INFINITY }));
  for (let a = 0; a < layers.length; a++) {
    for (let b = a + 1; b < layers.length; b++) {
      const together = costTogether(model, layers[a]!.holdings, layers[b]!.holdings);
      const cost = together - layers[a]!.layer.cost - layers[b]!.layer.cost;
      if (cost < best[a]!.cost) {
        best[a] = { layer: b, cost };
      }
      if (cost < best[b]!.cost) {
        best[b] = { layer: a, cost };
      }
    }
  }
  return best;
}
