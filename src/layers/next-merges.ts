import type { Layer, NextMerge } from './describe-layers.ts';
import { costTogether, layerHoldings } from './pull-model/layer-cost.ts';
import type { PullModel } from './pull-model/pull-model.ts';

/** Among more layers than any image has, next merges are left out: they take a look at every pair. */
const MOST_EXPLAINED = 256;

/**
 * The layers, each with the merge that would come next for it, if they are few enough.
 * O(n·w + k²·w) for k layers and event rows of w words.
 *
 * @param layers as `describeLayers` gives them, all of a grouping
 */
export function withNextMerges(model: PullModel, layers: readonly Layer[]): readonly Layer[] {
  if (layers.length < 2 || layers.length > MOST_EXPLAINED) {
    return layers;
  }
  const merges = nextMerges(model, layers);
  return layers.map((layer, index) => ({ ...layer, nextMerge: merges[index]! }));
}

function nextMerges(model: PullModel, layers: readonly Layer[]): NextMerge[] {
  const holdings = layers.map(({ members }) => layerHoldings(model, members));
  const best = layers.map((): NextMerge => ({ layer: -1, cost: Number.POSITIVE_INFINITY }));
  for (let a = 0; a < layers.length; a++) {
    for (let b = a + 1; b < layers.length; b++) {
      const together = costTogether(model, holdings[a]!, holdings[b]!);
      const cost = together - layers[a]!.cost - layers[b]!.cost;
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
