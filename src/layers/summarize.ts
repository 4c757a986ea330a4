import type { Grouping } from './grouping.ts';

/** A grouping in a few figures. */
export interface Summary {
  readonly strategy: string;
  /** Of the strategy: the same closure gives the same grouping as long as it is the same. */
  readonly revision: number;
  readonly budget: number;
  readonly layers: number;
  readonly paths: number;
  /** Bytes of all store paths. */
  readonly narSize: number;
  /** The largest layer's part of all bytes, 0 to 1. */
  readonly largestShare: number;
  /**
   * Bytes that the next update is expected to pull: Σ narSize × changeProbability over layers. The mean over
   * updates of sources; releases and other images are not in it.
   */
  readonly expectedPull: number;
  /** What the strategy `expected-pull` minimises. */
  readonly cost: CostParts;
}

/** The cost of a grouping by `layerCost`, in bytes per update; the parts add up to it. */
export interface CostParts {
  readonly total: number;
  /** What an update is expected to pull: the expected pull. */
  readonly updates: number;
  /** What releases of the application pull, as many as there are to an update. */
  readonly releases: number;
  /** Bytes that other images do not share, weighed by the sharing weight. */
  readonly sharing: number;
}

/** Sums a grouping up. */
export function summarize({ closure, strategy, revision, budget, layers }: Grouping): Summary {
  let narSize = 0;
  let largest = 0;
  let updates = 0;
  let releases = 0;
  let sharing = 0;
  for (const layer of layers) {
    narSize += layer.narSize;
    largest = Math.max(largest, layer.narSize);
    updates += layer.narSize * layer.changeProbability;
    releases += layer.narSize * (layer.rate - layer.changeProbability);
    sharing += layer.cost - layer.narSize * layer.rate;
  }
  const parts = {
    updates: Math.round(updates),
    releases: Math.round(releases),
    sharing: Math.round(sharing),
  };
  return {
    strategy,
    revision,
    budget,
    layers: layers.length,
    paths: closure.storePaths.length,
    narSize,
    largestShare: narSize === 0 ? 0 : largest / narSize,
    expectedPull: parts.updates,
    cost: { total: parts.updates + parts.releases + parts.sharing, ...parts },
  };
}
