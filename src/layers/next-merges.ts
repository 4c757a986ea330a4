import type { Layer, NextMerge } from './grouping.ts';
import { costTogether, costTogetherAt, layerHoldings } from './pull-model/layer-cost.ts';
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

/**
 * Pairs are looked at by how far apart they are in the order of layers, so by change probability:
 * what costs little is mostly found soon, and tells that most others cost more. Ties go to the lower
 * layer.
 */
function nextMerges(model: PullModel, layers: readonly Layer[]): NextMerge[] {
  const holdings = layers.map(({ members }) => layerHoldings(model, members));
  const partners = new Int32Array(layers.length);
  const least = new Float64Array(layers.length).fill(Number.POSITIVE_INFINITY);
  for (let apart = 1; apart < layers.length; apart++) {
    for (let a = 0; a + apart < layers.length; a++) {
      const b = a + apart;
      // the rate of both is no less than that of either, rounding included
      const atLeast = Math.max(layers[a]!.rate, layers[b]!.rate);
      const together = costTogetherAt(model, holdings[a]!, holdings[b]!, atLeast);
      const bound = together - layers[a]!.cost - layers[b]!.cost;
      if (bound <= least[a]! || bound <= least[b]!) {
        unite(a, b);
      }
    }
  }
  return Array.from(partners, (layer, index) => ({ layer, cost: least[index]! }));

  function unite(a: number, b: number): void {
    const together = costTogether(model, holdings[a]!, holdings[b]!);
    const cost = together - layers[a]!.cost - layers[b]!.cost;
    consider(a, b, cost);
    consider(b, a, cost);
  }

  function consider(layer: number, partner: number, cost: number): void {
    if (cost < least[layer]! || (cost === least[layer] && partner < partners[layer]!)) {
      least[layer] = cost;
      partners[layer] = partner;
    }
  }
}
