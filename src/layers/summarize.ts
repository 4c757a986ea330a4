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
  /** Bytes that the next update is expected to pull: Σ narSize × changeProbability over layers. */
  readonly expectedPull: number;
}

/** Sums a grouping up. */
export function summarize({ closure, strategy, revision, budget, layers }: Grouping): Summary {
  let narSize = 0;
  let largest = 0;
  let expectedPull = 0;
  for (const layer of layers) {
    narSize += layer.narSize;
    largest = Math.max(largest, layer.narSize);
    expectedPull += layer.narSize * layer.changeProbability;
  }
  return {
    strategy,
    revision,
    budget,
    layers: layers.length,
    paths: closure.storePaths.length,
    narSize,
    largestShare: narSize === 0 ? 0 : largest / narSize,
    expectedPull: Math.round(expectedPull),
  };
}
