import { popcount } from '../../graph/bits.ts';
import {
  type Cluster,
  changeProbabilityOf,
  mostWeightAt,
  releaseRate,
  weightOfRow,
} from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { rise } from '../cost/rise.ts';

/** What is too small to shape a layer. */
export interface SmallPaths {
  readonly smallClusters: readonly Cluster[];
  readonly smallPaths: readonly number[];
}

/**
 * Adds each small cluster and path to the layer whose cost it raises least. Each is judged against the layers
 * without small ones, so that none has an effect on another, and a small path that comes or goes moves
 * no other path. Ties go to the earlier layer.
 *
 * @param sizes n sizes in bytes, rounded
 * @returns a function of the layers, at least one, and what is small to the paths of each layer
 */
export function smallAttacher(
  model: CostModel,
  sizes: Float64Array,
): (layers: readonly Cluster[], small: SmallPaths) => number[][] {
  const { rowOf } = model.events;
  const { held } = model.releases;
  // paths of equal size, events and roots raise costs alike: the first of them stands for all
  const first = new Map<string, number>();
  const alike = Uint32Array.from(sizes, (size, path) => {
    const key = `${rowOf[path]} ${size} ${held[path]}`;
    const found = first.get(key) ?? path;
    first.set(key, found);
    return found;
  });
  const rates = Float64Array.from(alike, (other, path) =>
    other === path
      ? changeProbabilityOf(model, weightOfRow(model, rowOf[path]!)) +
        releaseRate(model, held[path]!)
      : 0,
  );

  return (layers, { smallClusters, smallPaths }) => {
    const members = layers.map(({ paths }) => [...paths]);
    for (const cluster of smallClusters) {
      const rises = layers.map((layer) => rise(model, layer, cluster, Number.POSITIVE_INFINITY));
      const cheapest = rises.indexOf(rises.reduce((least, cost) => Math.min(least, cost)));
      members[cheapest]!.push(...cluster.paths);
    }
    const cheapestLayer = layerFinder(model, sizes, rates, layers);
    const known = new Int32Array(model.n).fill(-1);
    for (const path of smallPaths) {
      const other = alike[path]!;
      if (known[other] === -1) {
        known[other] = cheapestLayer(other);
      }
      members[known[other]!]!.push(path);
    }
    return members;
  };
}

/**
 * The same for single paths, of which there may be many thousands: the plain form would call
 * `rise(model, layer, clusterOf(model, [path], sizes))` for each layer. This one begins with the layer that
 * has all events and roots of the path and the least rate, then looks at those whose bound is not over the
 * least, and only at the words of the path's event row that are not 0.
 *
 * @param rates of the paths that are asked for
 */
function layerFinder(
  model: CostModel,
  sizes: Float64Array,
  rates: Float64Array,
  layers: readonly Cluster[],
): (path: number) => number {
  const { held } = model.releases;
  const byRate = Uint32Array.from(layers.keys()).sort((a, b) => layers[a]!.rate - layers[b]!.rate);
  const layerRates = Float64Array.from(layers, ({ rate }) => rate);
  const layerSizes = Float64Array.from(layers, ({ size }) => size);
  const saved = Float64Array.from(layers, (layer) => layer.saved);

  return (path) => {
    const size = sizes[path]!;
    const rate = rates[path]!;
    let to = 0;
    for (const layer of byRate) {
      if (layerRates[layer]! >= rate && contains(layers[layer]!, path)) {
        to = layer;
        break;
      }
    }
    let least = riseWith(to, path, Number.POSITIVE_INFINITY);
    for (let layer = 0; layer < layerRates.length; layer++) {
      // the rate of both is no less than that of either
      const more = layerRates[layer]! - rate;
      const bound = (more > 0 ? size * more : layerSizes[layer]! * -more) + saved[layer]!;
      if (bound < least || (bound === least && layer < to)) {
        const cost = riseWith(layer, path, least);
        if (cost < least || (cost === least && layer < to)) {
          least = cost;
          to = layer;
        }
      }
    }
    return to;
  };

  function contains(layer: Cluster, path: number): boolean {
    return (held[path]! & ~layer.roots) === 0 && weightAdded(model, layer, path, 0) === 0;
  }

  /** What a layer's cost rises by with a path, its sharing aside; Infinity if that is over the limit. */
  function riseWith(at: number, path: number, limit: number): number {
    const layer = layers[at]!;
    const releases = releaseRate(model, layer.roots | held[path]!);
    const pulled = layer.size * layer.rate + sizes[path]! * rates[path]!;
    const most = (limit - layer.saved + pulled) / (layer.size + sizes[path]!) - releases;
    const mostAdded = mostWeightAt(model, most) - layer.weight;
    const weight = layer.weight + weightAdded(model, layer, path, mostAdded);
    const rate = changeProbabilityOf(model, weight) + releases;
    return layer.size * (rate - layer.rate) + sizes[path]! * (rate - rates[path]!) + layer.saved;
  }
}

/** The weight of the events that a layer gets with a path; Infinity as soon as it is over `most`. */
function weightAdded(
  { events, wordWeights }: CostModel,
  layer: Cluster,
  path: number,
  most: number,
): number {
  const row = events.rowOf[path]!;
  const witness = events.witnesses[row]!;
  if (witness >= 0 && (layer.events[witness >> 5]! & (1 << (witness & 31))) !== 0) {
    return 0;
  }
  let weight = 0;
  for (let word = events.offsets[row]!; word < events.offsets[row + 1]!; word++) {
    const place = events.places[word]!;
    const added = events.bits[word]! & ~layer.events[place]!;
    if (added !== 0) {
      weight += popcount(added) * wordWeights[place]!;
      if (weight > most) {
        return Number.POSITIVE_INFINITY;
      }
    }
  }
  return weight;
}
