import { popcount } from '../../graph/bits.ts';
import { type Cluster, changeProbabilityOf, releaseRate } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';

/**
 * For each small path the layer whose cost it raises least. Each is judged against the layers without
 * small paths, so that none has an effect on another, and a small path that comes or goes moves nothing
 * else. Ties go to the earlier layer.
 *
 * The plain form is a search for the least `rise(model, layer, clusterOf(model, [path], sizes))`. This
 * one is for thousands of paths: it looks at the words of a path's event row that are not 0 only, at
 * the layer of the least bound first, and at paths of equal size, events and roots once. O(paths × layers)
 * bounds, and mostly few words for each path.
 *
 * @param sizes n sizes in bytes, rounded
 * @param layers at least one
 * @returns for each of the paths, the position of its layer
 */
export function attachSmall(
  model: CostModel,
  sizes: Float64Array,
  layers: readonly Cluster[],
  paths: readonly number[],
): number[] {
  const known = new Map<string, number>();
  return paths.map((path) => {
    const key = `${model.events.rowOf[path]} ${sizes[path]} ${model.releases.held[path]}`;
    const layer = known.get(key) ?? cheapestLayer(model, layers, smallPath(model, path, sizes));
    known.set(key, layer);
    return layer;
  });
}

/** A path as layers see it. */
interface SmallPath {
  readonly size: number;
  readonly rate: number;
  readonly roots: number;
  /** Its event row: the words that are not 0, and which word each is. */
  readonly bits: Int32Array;
  readonly places: Uint16Array;
}

function smallPath(model: CostModel, path: number, sizes: Float64Array): SmallPath {
  const { rowOf, offsets, bits, places } = model.events;
  const row = rowOf[path]!;
  const small = {
    size: sizes[path]!,
    roots: model.releases.held[path]!,
    bits: bits.subarray(offsets[row], offsets[row + 1]),
    places: places.subarray(offsets[row], offsets[row + 1]),
  };
  const weight = small.bits.reduce(
    (sum, word, at) => sum + popcount(word) * model.wordWeights[small.places[at]!]!,
    0,
  );
  const rate = changeProbabilityOf(model, weight) + releaseRate(model, small.roots);
  return { ...small, rate };
}

function cheapestLayer(model: CostModel, layers: readonly Cluster[], path: SmallPath): number {
  // the rate of both is no less than that of either
  const bounds = layers.map((layer) => riseAt(layer, path, Math.max(layer.rate, path.rate)));
  const first = bounds.reduce((best, bound, index) => (bound < bounds[best]! ? index : best), 0);
  let to = first;
  let least = riseTogether(model, layers[first]!, path);
  bounds.forEach((bound, index) => {
    if (index !== first && (bound < least || (bound === least && index < to))) {
      const price = riseTogether(model, layers[index]!, path);
      if (price < least || (price === least && index < to)) {
        least = price;
        to = index;
      }
    }
  });
  return to;
}

function riseTogether(model: CostModel, layer: Cluster, { bits, places, ...path }: SmallPath) {
  let weight = layer.weight;
  for (let at = 0; at < bits.length; at++) {
    const place = places[at]!;
    weight += popcount(bits[at]! & ~layer.events[place]!) * model.wordWeights[place]!;
  }
  const releases = releaseRate(model, layer.roots | path.roots);
  return riseAt(layer, path, changeProbabilityOf(model, weight) + releases);
}

/** What a layer's cost rises by with a path, if this is the rate of both; the path's sharing aside. */
function riseAt(layer: Cluster, path: Pick<SmallPath, 'size' | 'rate'>, rate: number): number {
  return layer.size * (rate - layer.rate) + path.size * (rate - path.rate) + layer.saved;
}
