import { clusterOf } from './cost/cluster.ts';
import type { CostModel } from './cost/cost-model.ts';
import { riseByCost, risesMore } from './cost/rise.ts';
import type { Layer, NextMerge } from './grouping.ts';

/** With more layers than this, next merges are left out, because every pair is compared. */
const MOST_EXPLAINED = 256;

/**
 * The layers, each with the merge that would come next for it, unless there are more than MOST_EXPLAINED. Ties go to the
 * lower layer. O(n·w + k²·w) for k layers and event rows of w words.
 *
 * @param layers as `describeLayers` gives them, all of a grouping
 * @param apart paths whose layers nothing joins, and which have no next merge
 */
export function withNextMerges(
  model: CostModel,
  layers: readonly Layer[],
  apart: ReadonlySet<number> = new Set(),
): readonly Layer[] {
  if (layers.length > MOST_EXPLAINED) {
    return layers;
  }
  const merging = layers.filter(({ members }) => !apart.has(members[0]!));
  const merges = new Map(nextMerges(model, merging).map((merge, at) => [merging[at]!, merge]));
  return layers.map((layer) => {
    const merge = merges.get(layer);
    return merge === undefined || merge.layer === -1
      ? layer
      : { ...layer, nextMerge: { ...merge, layer: layers.indexOf(merging[merge.layer]!) } };
  });
}

function nextMerges(model: CostModel, layers: readonly Layer[]): NextMerge[] {
  const clusters = layers.map(({ members }) => clusterOf(model, [...members], model.narSizes));
  const merges = layers.map(() => ({ layer: -1, cost: Number.POSITIVE_INFINITY }));
  clusters.forEach((cluster, a) => {
    for (let b = 0; b < a; b++) {
      if (risesMore(model, cluster, clusters[b]!, Math.max(merges[a]!.cost, merges[b]!.cost))) {
        continue;
      }
      const rise = riseByCost(model, cluster, clusters[b]!);
      if (rise < merges[a]!.cost) {
        merges[a] = { layer: b, cost: rise };
      }
      if (rise < merges[b]!.cost) {
        merges[b] = { layer: a, cost: rise };
      }
    }
  });
  return merges;
}
