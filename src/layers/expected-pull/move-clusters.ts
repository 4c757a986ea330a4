import { popcount } from '../../graph/bits.ts';
import {
  byFirstPath,
  type Cluster,
  changeProbabilityOf,
  layerOf,
  releaseRate,
} from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { LEAST_GAIN, MOST_SWEEPS } from '../cost/priors.ts';
import { rise } from '../cost/rise.ts';

/** A layer in the making and the clusters that it is the union of. */
export interface ClusteredLayer {
  readonly union: Cluster;
  readonly clusters: readonly Cluster[];
}

/**
 * Local search: moves one cluster at a time, as a whole, to the layer whose cost it raises least, if
 * that saves LEAST_GAIN of its bytes or more; sweep after sweep in the order of first paths, until nothing
 * moves. No layer is emptied. Ties go to the earlier layer. O(sweeps × clusters × layers × words), mostly
 * far less.
 *
 * @param layers their clusters are in the order of first paths
 * @returns the same, with clusters moved
 */
export function moveClusters(
  model: CostModel,
  layers: readonly ClusteredLayer[],
): readonly ClusteredLayer[] {
  const members = layers.map(({ clusters }) => clusters);
  const unions = layers.map(({ union }) => union);
  const sizes = Float64Array.from(unions, ({ size }) => size);
  const rates = Float64Array.from(unions, ({ rate }) => rate);
  const layerOfCluster = new Map<Cluster, number>();
  members.forEach((clusters, layer) => {
    for (const cluster of clusters) {
      layerOfCluster.set(cluster, layer);
    }
  });
  const staying = new Map<Cluster, (cluster: Cluster) => number>();
  const inOrder = [...layerOfCluster.keys()].sort(byFirstPath);

  // at which turn a layer was made, and a cluster last looked at
  const madeAt = new Int32Array(layers.length);
  const lookedAt = new Map<Cluster, number>();
  let turn = 0;
  let moved = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && moved; sweep++) {
    moved = false;
    for (const cluster of inOrder) {
      const from = layerOfCluster.get(cluster)!;
      if (members[from]!.length === 1) {
        continue;
      }
      const layer = unions[from]!;
      const priceHere = staying.get(layer) ?? priceOfStaying(model, layer, members[from]!);
      staying.set(layer, priceHere);
      const to = cheapestLayer(cluster, from, priceHere(cluster) - LEAST_GAIN * cluster.size);
      lookedAt.set(cluster, ++turn);
      if (to >= 0) {
        moved = true;
        layerOfCluster.set(cluster, to);
        setLayer(
          from,
          members[from]!.filter((other) => other !== cluster),
        );
        setLayer(to, [...members[to]!, cluster].sort(byFirstPath));
      }
    }
  }
  return members.map((clusters, layer) => ({ clusters, union: unions[layer]! }));

  function setLayer(layer: number, clusters: readonly Cluster[]): void {
    const union = layerOf(model, clusters);
    members[layer] = clusters;
    unions[layer] = union;
    sizes[layer] = union.size;
    rates[layer] = union.rate;
    madeAt[layer] = turn;
  }

  /** The other layer whose cost a cluster raises least, by less than `most`; else −1. */
  function cheapestLayer(cluster: Cluster, from: number, most: number): number {
    let least = most;
    let to = -1;
    const { size, rate } = cluster;
    // layers that are as they were then cost as much as then, and only the others are looked at
    const looked = lookedAt.get(cluster) ?? 0;
    const since = madeAt[from]! < looked ? looked : 0;
    for (let layer = 0; layer < rates.length; layer++) {
      // the rate of both is no less than that of either
      const other = rates[layer]!;
      const bound = rate < other ? size * (other - rate) : sizes[layer]! * (rate - other);
      if (bound < least && layer !== from && madeAt[layer]! >= since) {
        const price = rise(model, unions[layer]!, cluster, least);
        if (price < least) {
          least = price;
          to = layer;
        }
      }
    }
    return to;
  }
}

/**
 * What a layer's cost rises by with one of its clusters, against the layer without it.
 *
 * The plain form is `rise(model, layerOf(model, others), cluster, Infinity)`, which unites all others anew
 * for each cluster. This one looks at the events and roots that no other cluster has: O(words) for
 * each cluster, after O(clusters × words).
 *
 * @param layer of these clusters, two at least, and of no other image
 */
export function priceOfStaying(
  model: CostModel,
  layer: Cluster,
  clusters: readonly Cluster[],
): (cluster: Cluster) => number {
  const held = new Int32Array(model.words);
  const heldTwice = new Int32Array(model.words);
  let roots = 0;
  let rootsTwice = 0;
  for (const cluster of clusters) {
    for (let word = 0; word < held.length; word++) {
      const events = cluster.events[word]!;
      heldTwice[word]! |= held[word]! & events;
      held[word]! |= events;
    }
    rootsTwice |= roots & cluster.roots;
    roots |= cluster.roots;
  }
  return (cluster) => {
    if (clusters.length === 2) {
      const other = clusters[0] === cluster ? clusters[1]! : clusters[0]!;
      return rise(model, other, cluster, Number.POSITIVE_INFINITY);
    }
    let weight = layer.weight;
    for (let word = 0; word < heldTwice.length; word++) {
      const own = cluster.events[word]! & ~heldTwice[word]!;
      if (own !== 0) {
        weight -= popcount(own) * model.wordWeights[word]!;
      }
    }
    const releases = releaseRate(model, roots & (rootsTwice | ~cluster.roots));
    const rateWithout = changeProbabilityOf(model, weight) + releases;
    const others = (layer.size - cluster.size) * (layer.rate - rateWithout);
    // several clusters that no other image has save nothing by sharing
    return others + cluster.size * (layer.rate - cluster.rate) + cluster.saved;
  };
}
