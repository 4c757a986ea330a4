import {
  type Cluster,
  clusterOf,
  costOf,
  costTogether,
  partTogether,
  rise,
  unite,
} from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { CONSIDERED, MOST_SHAPED } from '../cost/priors.ts';
import { roundedSize } from '../cost/rounded-size.ts';
import { largestFirst } from '../largest-first.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { attachSmall } from './attach-small.ts';
import { mergeAlike } from './merge-alike.ts';
import { mergeCheapest } from './merge-cheapest.ts';
import { byFirstPath, layerOf, moveClusters } from './move-clusters.ts';

/**
 * HEADER
 */
export function expectedPull({ model, layerOverhead }: StrategyInput): GroupAt {
  const sizes = model.narSizes.map(roundedSize);
  const bySize = largestFirst(sizes);
  return (budget) => {
    const most = layerOverhead > 0 ? Math.min(budget, MOST_SHAPED) : budget;
    const layers =
      model.n <= most ? Array.from(bySize, (path) => [path]) : layersAt(model, sizes, bySize, most);
    const paying = layerOverhead > 0 ? mergeForOverhead(model, layers, layerOverhead) : layers;
    return paying.map((members) => ({ members }));
  };
}

/**
 * Exactly `budget` layers of more paths than that.
 *
 * @param sizes n sizes in bytes, rounded
 * @param bySize all n paths, the largest of these sizes first
 */
function layersAt(
  model: CostModel,
  sizes: Float64Array,
  bySize: Uint32Array,
  budget: number,
): number[][] {
  const shaped = Math.min(budget, MOST_SHAPED);
  const alone = bySize.subarray(0, budget - shaped);

  // 1. popular paths, as other images merge them
  const isTaken = new Uint8Array(model.n);
  for (const path of [...alone, ...model.releases.roots]) {
    isTaken[path] = 1;
  }
  const popular = [...model.popular]
    .filter((path) => isTaken[path] === 0 && model.releases.held[path] === 0)
    .sort((a, b) => a - b);
  const alike = mergeAlike(model, sizes, popular, shaped, model.n - budget);

  // 2. what shapes the layers: the largest clusters and the roots
  for (const path of popular) {
    isTaken[path] = 1;
  }
  const singles = bySize.subarray(alone.length).filter((path) => isTaken[path] === 0);
  const roots = [...model.releases.roots].filter((root) => !alone.includes(root));
  const most = CONSIDERED.least + CONSIDERED.perLayer * shaped;
  const largest = [...alike, ...clustersOf(model, singles.subarray(0, most), sizes)]
    .sort((a, b) => b.size - a.size || byFirstPath(a, b))
    .slice(0, most);
  const considered = [...largest, ...clustersOf(model, roots, sizes)].sort(byFirstPath);

  // 3. the cheapest merges, until the budget holds; 4. moves
  const merged = mergeCheapest(considered, {
    priceOf: (a, b, limit) => rise(model, a, b, limit),
    goOn: (clusters) => clusters > shaped,
    join: (a, b) => unite(model, [a, b], 0),
  });
  const layers = moveClusters(model, membersOf(merged, considered));

  // 5. all that is smaller joins a layer
  const unions = layers.map((clusters) => layerOf(model, clusters));
  const members = unions.map(({ paths }) => [...paths]);
  const isConsidered = new Set(unions.flatMap(({ paths }) => paths));
  const smallPaths = [...singles].filter((path) => !isConsidered.has(path));
  attachSmall(model, sizes, unions, smallPaths).forEach((layer, position) => {
    members[layer]!.push(smallPaths[position]!);
  });
  for (const cluster of alike.filter(({ paths }) => !isConsidered.has(paths[0]!))) {
    members[cheapestLayer(model, unions, cluster)]!.push(...cluster.paths);
  }
  return [...members, ...Array.from(alone, (path) => [path])];
}

function clustersOf(model: CostModel, paths: Iterable<number>, sizes: Float64Array): Cluster[] {
  return Array.from(paths, (path) => clusterOf(model, [path], sizes));
}

/** The clusters that each merged cluster consists of, in their order. */
function membersOf(merged: readonly Cluster[], clusters: readonly Cluster[]): Cluster[][] {
  return merged.map((layer) => {
    const paths = new Set(layer.paths);
    return clusters.filter((cluster) => paths.has(cluster.paths[0]!));
  });
}

/** The position of the layer whose cost a cluster raises least; the first of equals. */
function cheapestLayer(model: CostModel, layers: readonly Cluster[], cluster: Cluster): number {
  const prices = layers.map((layer) => rise(model, layer, cluster, Number.POSITIVE_INFINITY));
  return prices.indexOf(prices.reduce((least, price) => Math.min(least, price)));
}

/**
 * Merges layers while that costs less than a layer is worth. Sizes are exact here, so the cost with the
 * overhead of every layer can only fall, and an overhead over all costs leaves one layer.
 */
function mergeForOverhead(
  model: CostModel,
  layers: readonly (readonly number[])[],
  overhead: number,
): readonly (readonly number[])[] {
  const clusters = layers.map((members) =>
    clusterOf(
      model,
      [...members].sort((a, b) => a - b),
      model.narSizes,
    ),
  );
  const merged = mergeCheapest(clusters.sort(byFirstPath), {
    priceOf: (a, b) => costTogether(model, a, b) - costOf(model, a) - costOf(model, b),
    goOn: (_, price) => price < overhead,
    join: (a, b) => unite(model, [a, b], partTogether(model, a, b)),
  });
  return merged.map(({ paths }) => paths);
}
