import { byFirstPath, type Cluster } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { CONSIDERED } from '../cost/priors.ts';

/** The clusters that shape the layers, and those too small for it. */
export interface Considered {
  /** In the order of first paths. */
  readonly clusters: readonly Cluster[];
  readonly smallClusters: readonly Cluster[];
  readonly smallPaths: readonly number[];
}

/**
 * The largest clusters and the roots shape the layers, but those below `smallSize` only where there are
 * not enough others. How many there are at most depends on the number of layers alone, so that a path more
 * or less changes at most one of them. O(n + k log k) for k considered ones.
 *
 * @param singleOf the cluster of one path
 * @param paths to be grouped, the largest of these sizes first
 * @param alike clusters of some of them; the others are clusters of their own
 */
export function considerLargest(
  model: CostModel,
  singleOf: (path: number) => Cluster,
  paths: Uint32Array,
  alike: readonly Cluster[],
  layers: number,
): Considered {
  const isTaken = new Uint8Array(model.n);
  for (const root of model.releases.roots) {
    isTaken[root] = 1;
  }
  const roots = paths.filter((path) => isTaken[path] === 1);
  for (const path of alike.flatMap((cluster) => cluster.paths)) {
    isTaken[path] = 1;
  }
  const singles = paths.filter((path) => isTaken[path] === 0);
  const limit = CONSIDERED.least + CONSIDERED.perLayer * layers;
  const candidates = [...alike, ...Array.from(singles.subarray(0, limit), singleOf)].sort(
    (a, b) => b.size - a.size || byFirstPath(a, b),
  );
  const large = candidates.filter((cluster) => cluster.size >= model.smallSize).length;
  const most = Math.min(limit, Math.max(layers, large));
  const small = candidates.slice(most);
  return {
    clusters: [...candidates.slice(0, most), ...Array.from(roots, singleOf)].sort(byFirstPath),
    smallClusters: small.filter((cluster) => cluster.paths.length > 1),
    smallPaths: [
      ...small.filter((cluster) => cluster.paths.length === 1).map((cluster) => cluster.paths[0]!),
      ...singles.subarray(limit),
    ],
  };
}
