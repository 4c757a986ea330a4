import { byFirstPath, type Cluster, clusterOf, unite } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { MOST_SHAPED } from '../cost/priors.ts';
import { partTogether, rise, riseByCost } from '../cost/rise.ts';
import { roundedSize } from '../cost/rounded-size.ts';
import { largestFirst } from '../largest-paths.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { smallAttacher } from './attach-small.ts';
import { considerLargest } from './consider-largest.ts';
import { alikeMerger } from './merge-alike.ts';
import { mergeCheapest } from './merge-cheapest.ts';
import { type ClusteredLayer, moveClusters } from './move-clusters.ts';

/**
 * Our own grouping: looks for a partition into at most `budget` layers that costs little by
 * `layerCost`. A cluster of store paths is a layer in the making, and every step asks the same
 * question: what does the cost rise by if two clusters become one?
 *
 * 1. Popular paths merge as other images merge them, while that is cheap (`alikeMerger`). Such a
 *    cluster moves as one from here on.
 * 2. The largest clusters and the roots are considered; the rest is small (`considerLargest`).
 * 3. The two clusters whose union costs least more are merged, until the budget holds.
 * 4. Clusters move to other layers where that saves enough (`moveClusters`).
 * 5. Each small path joins the layer whose cost it raises least (`smallAttacher`).
 *
 * Paths that a hint sets apart are layers before all this, and leave so many fewer; those that a hint keeps
 * together are one cluster from the start. Decisions see sizes rounded to powers of two and break ties by index, so that small changes from one
 * revision to the next change few of them.
 *
 * Example, sizes in MB. 30 images were counted; all of them hold libc and sh, 3 hold ssl, and the
 * others are this image's own:
 *
 *              app 2              cost of each alone      budget  layers                    cost
 *            /   |   \            app   7.19   doc 2.03   5       each path its own         11.9
 *       doc 4  ssl 6  sh 1        ssl   2.13   sh   .07   4       {libc sh} app ssl doc     12.9
 *                 \   /           libc   .46              3       {libc sh} {ssl doc} app   14.3
 *                libc 12                                  2       {libc sh ssl doc} app     20.7
 *                                                         1       {libc sh ssl doc app}     90.0
 *
 * libc and sh merge first (step 1: the images that hold one hold both, so the union stays shared; the
 * cost rises by .98). Of what is left, ssl and doc are cheapest (step 3: a rise of 1.45, since neither
 * is shared much and doc changes rarely). libc with ssl instead would have cost 7.25: no other image
 * has that layer. app stays alone as long as it may: what joins it is pulled by every release of it.
 *
 * O(k²·w) for k considered clusters and event rows of w words, and O(n·k) at most for small paths,
 * besides the model's own O((n + m)·w). More than MOST_SHAPED layers go to the largest paths.
 */
export function expectedPull({ model, layerOverhead, hinted }: StrategyInput): GroupAt {
  const sizes = model.narSizes.map(roundedSize);
  // clusters of one path are the same at every budget
  const singles = new Map<number, Cluster>();
  const singleOf = (path: number): Cluster => {
    const single = singles.get(path) ?? clusterOf(model, [path], sizes);
    singles.set(path, single);
    return single;
  };
  const apart = Array.from(hinted.apart, (path) => [path]);
  const together = hinted.together.map((paths) => clusterOf(model, paths, sizes));
  const isHinted = new Set([...hinted.apart, ...hinted.together.flat()]);
  const bySize = largestFirst(sizes).filter((path) => !isHinted.has(path));
  const mergeAlike = alikeMerger(model, singleOf, isHinted);
  const attachSmall = smallAttacher(model, sizes);
  const clusters = bySize.length + together.length;

  /** As many layers as the budget, of more clusters than that. */
  const layersAt = (budget: number): number[][] => {
    const layers = Math.min(budget, MOST_SHAPED);
    const alone = bySize.subarray(0, budget - layers);
    const alike = alone.length > 0 ? [] : mergeAlike(budget, clusters - budget);
    const considered = considerLargest(
      model,
      singleOf,
      bySize.subarray(alone.length),
      [...alike, ...together],
      layers,
    );
    const merged = mergeToBudget(model, considered.clusters, layers);
    const moved = moveClusters(model, merged).map(({ union }) => union);
    const full = attachSmall(moved, considered);
    return [...full, ...Array.from(alone, (path) => [path])];
  };

  return (budget) => {
    const left = budget - apart.length;
    const most = layerOverhead > 0 ? Math.min(left, MOST_SHAPED) : left;
    const layers =
      clusters <= most
        ? [...Array.from(bySize, (path) => [path]), ...together.map(({ paths }) => [...paths])]
        : layersAt(most);
    const paying = layerOverhead > 0 ? mergeForOverhead(model, layers, layerOverhead) : layers;
    return [...paying, ...apart].map((members) => ({ members }));
  };
}

/** The layers after the cheapest merges that leave so many. */
function mergeToBudget(
  model: CostModel,
  clusters: readonly Cluster[],
  layers: number,
): ClusteredLayer[] {
  const merged = mergeCheapest(clusters, {
    priceOf: (a, b, limit) => rise(model, a, b, limit),
    goOn: (left) => left > layers,
    join: (a, b) => unite(model, [a, b], 0),
    rateOf: ({ rate }) => rate,
  });
  const made = merged.map((union) => ({ union, clusters: [] as Cluster[] }));
  const layerOfPath = new Map(
    made.flatMap((layer) => layer.union.paths.map((path) => [path, layer] as const)),
  );
  for (const cluster of clusters) {
    layerOfPath.get(cluster.paths[0]!)!.clusters.push(cluster);
  }
  return made;
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
    priceOf: (a, b) => riseByCost(model, a, b),
    goOn: (_, price) => price < overhead,
    join: (a, b) => unite(model, [a, b], partTogether(model, a, b)),
  });
  return merged.map(({ paths }) => paths);
}
