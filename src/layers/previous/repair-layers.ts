import { byFirstPath, type Cluster, clusterOf } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { riseByCost } from '../cost/rise.ts';
import { mergeCheapest } from '../expected-pull/merge-cheapest.ts';
import type { HintedPaths } from '../hints/hints.ts';
import { layerOfEach } from '../layer-of-each.ts';

/** What decides how layers are repaired. */
export interface Repairing {
  readonly model: CostModel;
  readonly hinted: HintedPaths;
  /** Bytes that are pulled only if this layer does not stay as it is; 0 for one that changed anyway. */
  readonly atStake: (layer: Cluster) => number;
}

/**
 * Makes at most `budget` layers of all paths out of those that some inherit. What is done to a layer that
 * changed anyway costs nothing now, since it is pulled; what is done to another costs its bytes once, and
 * all that follows counts PREVIOUS.updates times:
 * 1. paths without a layer join the one where that costs least, or get their own;
 * 2. layers merge while there are more than the budget allows, the cheapest merge first;
 * 3. while the budget allows more, a part is split off that the fresh grouping keeps apart.
 *
 * Ties go by first paths. O(k²·w) for k layers and event rows of w words, and O(k·w) for each new path.
 *
 * @param inherited layers of some paths, which obey the hints
 * @param fresh a grouping of all paths, which obeys them too
 */
export function repairLayers(
  repairing: Repairing,
  inherited: readonly (readonly number[])[],
  fresh: readonly (readonly number[])[],
  budget: number,
): readonly Cluster[] {
  const layers = inherited.map((members) => layerOf(repairing, members));
  placeNewPaths(repairing, layers, budget);
  const merged = mergeCheapest(layers.sort(byFirstPath), {
    priceOf: (a, b) => riseOf(repairing, a, b) + repairing.atStake(a) + repairing.atStake(b),
    goOn: (left) => left > budget,
    join: (a, b) => together(repairing, a, b),
  });
  return splitWherePaying(repairing, merged, fresh, budget);
}

function placeNewPaths(repairing: Repairing, layers: Cluster[], budget: number): void {
  for (const paths of newPaths(repairing, layers)) {
    const cluster = layerOf(repairing, paths);
    let [least, at] =
      layers.length < budget || isApart(repairing, cluster)
        ? [0, layers.length]
        : [Number.POSITIVE_INFINITY, -1];
    layers.forEach((layer, position) => {
      const price = riseOf(repairing, layer, cluster) + repairing.atStake(layer);
      if (price < least) {
        [least, at] = [price, position];
      }
    });
    layers[at] = at === layers.length ? cluster : together(repairing, layers[at]!, cluster);
  }
}

/** The paths in no layer, one by one unless a hint keeps several together. */
function newPaths({ model, hinted }: Repairing, layers: readonly Cluster[]): readonly number[][] {
  const placed = new Set(layers.flatMap(({ paths }) => paths));
  const setOf = new Map(hinted.together.flatMap((set) => set.map((path) => [path, set])));
  const found: number[][] = [];
  for (let path = 0; path < model.n; path++) {
    if (!placed.has(path)) {
      const set = [...(setOf.get(path) ?? [path])];
      found.push(set);
      for (const member of set) {
        placed.add(member);
      }
    }
  }
  return found;
}

function splitWherePaying(
  repairing: Repairing,
  merged: readonly Cluster[],
  fresh: readonly (readonly number[])[],
  budget: number,
): readonly Cluster[] {
  const layers = [...merged];
  const freshLayerOf = layerOfEach(repairing.model.n, fresh);
  while (layers.length < budget) {
    const best = bestSplit(repairing, layers, freshLayerOf);
    if (best === undefined) {
      break;
    }
    layers[best.at] = best.rest;
    layers.push(best.part);
  }
  return layers;
}

interface Split {
  readonly at: number;
  readonly rest: Cluster;
  readonly part: Cluster;
}

/** The split of a layer by the fresh grouping that saves most, if any saves anything. */
function bestSplit(
  repairing: Repairing,
  layers: readonly Cluster[],
  freshLayerOf: Uint32Array,
): Split | undefined {
  let best: Split | undefined;
  let least = 0;
  layers.forEach((layer, at) => {
    const parts = new Set(layer.paths.map((path) => freshLayerOf[path]!));
    for (const freshLayer of parts.size > 1 ? parts : []) {
      const [part, rest] = [true, false].map((isPart) =>
        layerOf(
          repairing,
          layer.paths.filter((path) => (freshLayerOf[path] === freshLayer) === isPart),
        ),
      ) as [Cluster, Cluster];
      const price = repairing.atStake(layer) - riseOf(repairing, part, rest);
      if (price < least) {
        least = price;
        best = { at, rest, part };
      }
    }
  });
  return best;
}

/** What joining costs in the updates to come; Infinity where a hint sets one apart. */
function riseOf(repairing: Repairing, a: Cluster, b: Cluster): number {
  return isApart(repairing, a) || isApart(repairing, b)
    ? Number.POSITIVE_INFINITY
    : PREVIOUS.updates * riseByCost(repairing.model, a, b);
}

function isApart({ hinted }: Repairing, { paths }: Cluster): boolean {
  return hinted.apart.has(paths[0]!);
}

function together(repairing: Repairing, a: Cluster, b: Cluster): Cluster {
  return layerOf(repairing, [...a.paths, ...b.paths]);
}

function layerOf({ model }: Repairing, paths: readonly number[]): Cluster {
  return clusterOf(
    model,
    [...paths].sort((a, b) => a - b),
    model.narSizes,
  );
}
