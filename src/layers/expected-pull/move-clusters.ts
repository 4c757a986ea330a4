import { byFirstPath, type Cluster, layerOf, rise } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { LEAST_GAIN, MOST_SWEEPS } from '../cost/priors.ts';

/**
 * Local search: moves one cluster at a time, as a whole, to the layer whose cost it raises least, if
 * that saves LEAST_GAIN of its bytes or more; sweep after sweep in the order of first paths, until nothing
 * moves. No layer is emptied. Ties go to the earlier layer. O(sweeps × clusters × layers × words), mostly
 * far less.
 *
 * @param layers the clusters of each layer, in the order of first paths
 * @returns the same, with clusters moved
 */
export function moveClusters(
  model: CostModel,
  layers: readonly (readonly Cluster[])[],
): readonly (readonly Cluster[])[] {
  const members = [...layers];
  const unions = members.map((clusters) => layerOf(model, clusters));
  const layerOfCluster = new Map<Cluster, number>();
  members.forEach((clusters, layer) => {
    for (const cluster of clusters) {
      layerOfCluster.set(cluster, layer);
    }
  });
  const inOrder = [...layerOfCluster.keys()].sort(byFirstPath);

  let moved = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && moved; sweep++) {
    moved = false;
    for (const cluster of inOrder) {
      const from = layerOfCluster.get(cluster)!;
      if (members[from]!.length === 1) {
        continue;
      }
      const others = members[from]!.filter((other) => other !== cluster);
      const rest = layerOf(model, others);
      const here = rise(model, rest, cluster, Number.POSITIVE_INFINITY);
      const to = cheapestLayer(cluster, from, here - LEAST_GAIN * cluster.size);
      if (to >= 0) {
        moved = true;
        layerOfCluster.set(cluster, to);
        members[from] = others;
        unions[from] = rest;
        members[to] = [...members[to]!, cluster].sort(byFirstPath);
        unions[to] = layerOf(model, members[to]);
      }
    }
  }
  return members;

  /** The other layer whose cost a cluster raises least, by less than `most`; else −1. */
  function cheapestLayer(cluster: Cluster, from: number, most: number): number {
    let least = most;
    let to = -1;
    unions.forEach((layer, index) => {
      if (index !== from) {
        const price = rise(model, layer, cluster, least);
        if (price < least) {
          least = price;
          to = index;
        }
      }
    });
    return to;
  }
}
