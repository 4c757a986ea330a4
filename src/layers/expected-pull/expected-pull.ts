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
import { MOST_SHAPED } from '../cost/priors.ts';
import { roundedSize } from '../cost/rounded-size.ts';
import { largestFirst } from '../largest-first.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { attachSmall } from './attach-small.ts';
import { considerLargest } from './consider-largest.ts';
import { alikeMerger } from './merge-alike.ts';
import { mergeCheapest } from './merge-cheapest.ts';
import { byFirstPath, layerOf, moveClusters } from './move-clusters.ts';

/**
 * HEADER
 */
export function expectedPull({ model, layerOverhead }: StrategyInput): GroupAt {
  const sizes = model.narSizes.map(roundedSize);
  const bySize = largestFirst(sizes);
  const mergeAlike = alikeMerger(model, sizes);

  /** As many layers as the budget, of more paths than that. */
  const layersAt = (budget: number): number[][] => {
    const layers = Math.min(budget, MOST_SHAPED);
    const alone = bySize.subarray(0, budget - layers);
    const alike = alone.length > 0 ? [] : mergeAlike(budget, model.n - budget);
    const considered = considerLargest(model, sizes, bySize.subarray(alone.length), alike, layers);
    const merged = mergeToBudget(model, considered.clusters, layers);
    const moved = moveClusters(model, merged).map((clusters) => layerOf(model, clusters));
    const full = attachSmall(model, sizes, moved, considered);
    return [...full, ...Array.from(alone, (path) => [path])];
  };

  return (budget) => {
    const most = layerOverhead > 0 ? Math.min(budget, MOST_SHAPED) : budget;
    const layers = model.n <= most ? Array.from(bySize, (path) => [path]) : layersAt(most);
    const paying = layerOverhead > 0 ? mergeForOverhead(model, layers, layerOverhead) : layers;
    return paying.map((members) => ({ members }));
  };
}

/** The clusters of each layer, after the cheapest merges that leave so many layers. */
function mergeToBudget(
  model: CostModel,
  clusters: readonly Cluster[],
  layers: number,
): Cluster[][] {
  const merged = mergeCheapest(clusters, {
    priceOf: (a, b, limit) => rise(model, a, b, limit),
    goOn: (left) => left > layers,
    join: (a, b) => unite(model, [a, b], 0),
  });
  return merged.map((layer) => {
    const paths = new Set(layer.paths);
    return clusters.filter((cluster) => paths.has(cluster.paths[0]!));
  });
}

/**
 * Merges layers while that costs less than a layer is worth. Sizes are exact here, so the cost with the
 * overhead of every layer can only fall, and an overhead over all costs leaves one layer.
 */
function mergeForOverhead(
  model: CostModel,
  layers: readonly number[][],
  overhead: number,
): readonly (readonly number[])[] {
  const clusters = layers.map((members) =>
    clusterOf(
      model,
      members.sort((a, b) => a - b),
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
