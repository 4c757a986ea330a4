import type { Closure } from '../../closure/closure.ts';
import { byFirstPath, type Cluster, clusterOf, costOf, riseByCost } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { mergeCheapest } from '../expected-pull/merge-cheapest.ts';
import { inheritLayers } from './inherit-layers.ts';
import type { KeptLayers, Outlook, Previous } from './previous.ts';

/**
 * Keeps layers where an earlier grouping has them, as long as that pays.
 *
 * Every path inherits its layer by name and build, else by name. A layer of the very same paths as
 * before is *unchanged*: a client has it. What is done to any other costs nothing now, since it is
 * pulled anyway; what is done to an unchanged one costs its bytes once, and all that follows counts
 * PREVIOUS.updates times:
 * 1. a path that has no layer to inherit joins the one where that costs least, or gets its own;
 * 2. layers merge while there are more than the budget allows, the cheapest merge first;
 * 3. while the budget allows more, a part is split off that the fresh grouping keeps apart.
 *
 * The fresh grouping is taken where it costs less by `margin` of the image, and where nearly all paths
 * are new, since there is nothing to inherit then. Ties go by first paths.
 * O(k²·w) for k layers and event rows of w words, and O(k·w) for each new name.
 *
 * @param fresh a grouping without regard to the earlier one, at this budget
 * @param margin a part of the image's bytes; Infinity keeps layers whatever it costs
 */
export function keepLayers(
  model: CostModel,
  closure: Closure,
  previous: Previous,
  fresh: readonly (readonly number[])[],
  budget: number,
  margin: number,
): KeptLayers {
  const { layers: inherited, newPaths, newNames } = inheritLayers(closure, previous);
  const toCluster = (members: readonly number[]): Cluster =>
    clusterOf(
      model,
      [...members].sort((a, b) => a - b),
      model.narSizes,
    );
  const unchanged = new Map<string, number>();
  /** Bytes that are pulled only if this layer does not stay as it is. */
  const atStake = (layer: Cluster): number => unchanged.get(keyOf(layer.paths)) ?? 0;
  const rise = (a: Cluster, b: Cluster): number => PREVIOUS.updates * riseByCost(model, a, b);
  const together = (a: Cluster, b: Cluster): Cluster => toCluster([...a.paths, ...b.paths]);

  let layers = inherited.map(({ members, isUnchanged }) => {
    const cluster = toCluster(members);
    if (isUnchanged) {
      unchanged.set(keyOf(cluster.paths), cluster.size);
    }
    return cluster;
  });

  // 1. new names
  for (const path of newNames) {
    const single = toCluster([path]);
    let [least, at] = layers.length < budget ? [0, layers.length] : [Number.POSITIVE_INFINITY, -1];
    layers.forEach((layer, position) => {
      const price = rise(layer, single) + atStake(layer);
      if (price < least) {
        [least, at] = [price, position];
      }
    });
    layers[at] = at === layers.length ? single : together(layers[at]!, single);
  }

  // 2. too many layers
  layers = mergeCheapest(layers.sort(byFirstPath), {
    priceOf: (a, b) => rise(a, b) + atStake(a) + atStake(b),
    goOn: (left) => left > budget,
    join: together,
  });

  // 3. layers to spare
  const freshLayerOf = new Int32Array(model.n);
  fresh.forEach((members, layer) => {
    for (const path of members) {
      freshLayerOf[path] = layer;
    }
  });
  while (layers.length < budget) {
    const best = cheapestSplit();
    if (best === undefined) {
      break;
    }
    layers[best.at] = best.rest;
    layers.push(best.part);
  }

  const outlookOf = (clusters: readonly Cluster[]): Outlook => ({
    pulled: clusters.reduce((sum, layer) => sum + layer.size - atStake(layer), 0),
    cost: clusters.reduce((sum, layer) => sum + costOf(model, layer), 0),
  });
  const kept = outlookOf(layers);
  const freshClusters = fresh.map(toCluster);
  const freshOutlook = outlookOf(freshClusters);
  const bytes = model.narSizes.reduce((sum, size) => sum + size, 0);
  const saved =
    kept.pulled - freshOutlook.pulled + PREVIOUS.updates * (kept.cost - freshOutlook.cost);
  const outcome =
    newPaths >= PREVIOUS.rebuilt * model.n
      ? 'rebuilt'
      : saved > margin * bytes
        ? 'fresh pays'
        : 'kept';
  const taken = outcome === 'kept' ? layers : freshClusters;
  return {
    layers: taken.map(({ paths }) => paths),
    outcome,
    unchanged: taken.filter((layer) => unchanged.has(keyOf(layer.paths))).length,
    joined: newNames.length,
    kept,
    fresh: freshOutlook,
  };

  /** The split of a layer by the fresh grouping that saves most, if any saves anything. */
  function cheapestSplit(): { at: number; rest: Cluster; part: Cluster } | undefined {
    let best: { at: number; rest: Cluster; part: Cluster } | undefined;
    let least = 0;
    layers.forEach((layer, at) => {
      const parts = new Set(layer.paths.map((path) => freshLayerOf[path]!));
      for (const freshLayer of parts.size > 1 ? parts : []) {
        const [part, rest] = [true, false].map((isPart) =>
          toCluster(layer.paths.filter((path) => (freshLayerOf[path] === freshLayer) === isPart)),
        ) as [Cluster, Cluster];
        const price = atStake(layer) - rise(part, rest);
        if (price < least) {
          least = price;
          best = { at, rest, part };
        }
      }
    });
    return best;
  }
}

function keyOf(paths: readonly number[]): string {
  return paths.join();
}
