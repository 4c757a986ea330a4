import { popcount } from '../../graph/bits.ts';
import {
  type Cluster,
  changeProbabilityOf,
  releaseRate,
  rise,
  weightOfRow,
} from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import type { Considered } from './consider-largest.ts';

/**
 * Adds each small cluster and path to the layer whose cost it raises least. Each is judged against the layers
 * without small ones, so that none has an effect on another, and a small path that comes or goes moves
 * no other path. Ties go to the earlier layer.
 *
 * @param sizes n sizes in bytes, rounded
 * @param layers at least one
 * @returns the paths of each layer
 */
export function attachSmall(
  model: CostModel,
  sizes: Float64Array,
  layers: readonly Cluster[],
  { smallClusters, smallPaths }: Considered,
): number[][] {
  const members = layers.map(({ paths }) => [...paths]);
  for (const cluster of smallClusters) {
    const rises = layers.map((layer) => rise(model, layer, cluster, Number.POSITIVE_INFINITY));
    const cheapest = rises.indexOf(rises.reduce((least, cost) => Math.min(least, cost)));
    members[cheapest]!.push(...cluster.paths);
  }
  const cheapest = cheapestLayers(model, sizes, layers, smallPaths);
  smallPaths.forEach((path, position) => {
    members[cheapest[position]!]!.push(path);
  });
  return members;
}

/**
 * The same for single paths, of which there may be many thousands: the plain form would call
 * `rise(model, layer, clusterOf(model, [path], sizes))` for each layer. This one looks at the words of a
 * path's event row that are not 0 only, only at layers whose bound is not over the least, and at
 * paths of equal size, events and roots once.
 */
function cheapestLayers(
  model: CostModel,
  sizes: Float64Array,
  layers: readonly Cluster[],
  paths: readonly number[],
): number[] {
  const { rowOf, offsets, bits, places } = model.events;
  const known = new Map<string, number>();
  return paths.map((path) => {
    const key = `${rowOf[path]} ${sizes[path]} ${model.releases.held[path]}`;
    const layer = known.get(key) ?? cheapestLayer(path);
    known.set(key, layer);
    return layer;
  });

  function cheapestLayer(path: number): number {
    const size = sizes[path]!;
    const row = rowOf[path]!;
    const roots = model.releases.held[path]!;
    const rate = changeProbabilityOf(model, weightOfRow(model, row)) + releaseRate(model, roots);

    // the layer of the least bound is tried first
    let to = 0;
    for (let layer = 1; layer < layers.length; layer++) {
      if (boundOf(layer, size, rate) < boundOf(to, size, rate)) {
        to = layer;
      }
    }
    let least = riseWith(to, row, size, rate, roots);
    for (let layer = 0; layer < layers.length; layer++) {
      const bound = boundOf(layer, size, rate);
      if (bound < least || (bound === least && layer < to)) {
        const cost = riseWith(layer, row, size, rate, roots);
        if (cost < least || (cost === least && layer < to)) {
          least = cost;
          to = layer;
        }
      }
    }
    return to;
  }

  /** The rate of both is no less than that of either. */
  function boundOf(at: number, size: number, rate: number): number {
    const layer = layers[at]!;
    return riseAt(layer, size, rate, Math.max(layer.rate, rate));
  }

  function riseWith(at: number, row: number, size: number, rate: number, roots: number): number {
    const layer = layers[at]!;
    let weight = layer.weight;
    for (let word = offsets[row]!; word < offsets[row + 1]!; word++) {
      const place = places[word]!;
      const added = bits[word]! & ~layer.events[place]!;
      if (added !== 0) {
        weight += popcount(added) * model.wordWeights[place]!;
      }
    }
    const releases = releaseRate(model, layer.roots | roots);
    return riseAt(layer, size, rate, changeProbabilityOf(model, weight) + releases);
  }
}

/** What a layer's cost rises by with a path, if `together` is the rate of both; the path's sharing aside. */
function riseAt(layer: Cluster, size: number, rate: number, together: number): number {
  return layer.size * (together - layer.rate) + size * (together - rate) + layer.saved;
}
