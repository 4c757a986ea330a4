import { changeRate } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import type { Groups } from './groups.ts';

/** A layer as it is before dust joins it. */
export interface FinishedLayer {
  /** Bytes, as decisions see them. */
  readonly size: number;
  /** What it is worth that other images have it, 0 to 1. */
  readonly sharing: number;
  readonly rate: number;
  /** The events in the union of its members' closures, one row. */
  readonly events: Int32Array;
}

/**
 * Finds for each group of dust the finished layer where it costs least: by what it adds to that
 * layer's rate, by what it is itself pulled for more, and by what the layer loses by being shared no
 * more. Each is judged against the layers without dust, so none has an effect on another, and a small
 * path that comes or goes moves nothing else.
 *
 * Ties go to the earlier layer. O(dust × layers × words) at worst; the layer of a referrer, whose
 * events cover the path's own, bounds the search from the start.
 *
 * @param members the paths of each layer
 * @returns the layer of each group of dust; −1 for all else
 */
export function attachDust(
  model: PullModel,
  groups: Groups,
  layers: readonly FinishedLayer[],
  members: readonly (readonly number[])[],
): Int32Array {
  const layerOf = new Int32Array(model.n).fill(-1);
  members.forEach((paths, layer) => {
    for (const path of paths) {
      layerOf[path] = layer;
    }
  });
  const { n, words, sharingWeight, references } = model;
  const attached = new Int32Array(n).fill(-1);
  const lost = layers.map((layer) => sharingWeight * layer.size * layer.sharing);

  // the layer of lowest rate that holds a referrer: it covers the path's events already, and so bounds the search
  const above = layerOf.slice();
  const rateOf = (layer: number): number =>
    layer < 0 ? Number.POSITIVE_INFINITY : layers[layer]!.rate;
  for (let k = n - 1; k >= 0; k--) {
    const path = model.upwards[k]!;
    const layer = above[path]!;
    const end = references.offsets[path + 1]!;
    for (let e = references.offsets[path]!; e < end; e++) {
      const target = references.targets[e]!;
      if (layerOf[target]! < 0 && rateOf(layer) < rateOf(above[target]!)) {
        above[target] = layer;
      }
    }
  }
  for (let id = 0; id < n; id++) {
    if (groups.alive[id] === 0 || groups.dust[id] === 0) {
      continue;
    }
    const size = groups.sizes[id]!;
    const own = groups.rates[id]!;
    let to = above[id]!;
    let least = Number.POSITIVE_INFINITY;
    const judge = (k: number): void => {
      const layer = layers[k]!;
      const bound = Math.max(own, layer.rate);
      if (layer.size * (bound - layer.rate) + size * (bound - own) + lost[k]! > least) {
        return;
      }
      const rate = changeRate(model, layer.events, 0, groups.events, id * words);
      const cost = layer.size * (rate - layer.rate) + size * (rate - own) + lost[k]!;
      if (cost < least || (cost === least && k < to)) {
        least = cost;
        to = k;
      }
    };
    if (to >= 0) {
      judge(to);
    }
    for (let k = 0; k < layers.length; k++) {
      judge(k);
    }
    attached[id] = to;
  }
  return attached;
}
