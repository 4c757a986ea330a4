import { clusterOf, riseByCost, risesMore } from './cost/cluster.ts';
import type { CostModel } from './cost/cost-model.ts';
import type { Layer, NextMerge } from './grouping.ts';

/** With more layers than this, next merges are left out, because every pair is compared. */
const MOST_EXPLAINED = 256;

/**
 * The layers, each with the merge that would come next for it, unless there are more than MOST_EXPLAINED. Ties go to the
 * lower layer. O(n·w + k²·w) for k layers and event rows of w words.
 *
 * @param layers as `describeLayers` gives them, all of a grouping
 */
export function withNextMerges(model: CostModel, layers: readonly Layer[]): readonly Layer[] {
  if (layers.length < 2 || layers.length > MOST_EXPLAINED) {
    return layers;
  }
  const merges = nextMerges(model, layers);
  return layers.map((layer, index) => ({ ...layer, nextMerge: merges[index]! }));
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
