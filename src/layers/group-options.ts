import type { Base } from './base/base.ts';
import { PREVIOUS, SHARING } from './cost/priors.ts';
import type { PopularityData } from './popularity-data.ts';
import type { Previous } from './previous/previous.ts';
import type { StrategyName } from './strategy-names.ts';

/** How to group a closure; defaults are in `DEFAULTS`. */
export interface GroupOptions {
  /** Most layers, 1 or more. */
  readonly budget?: number | undefined;
  /** What the image is built upon: its store paths are left out, and its layers count against the budget. */
  readonly base?: Base | undefined;
  /** Layers of the budget that are kept for others. */
  readonly reserve?: number | undefined;
  readonly strategy?: StrategyName | undefined;
  /** Pinned popularity data; without, popularity comes from the graph. */
  readonly popularity?: PopularityData | undefined;
  /** Bytes; a path is big when its closureSize is more (strategy `nixery`). */
  readonly sizeThreshold?: number | undefined;
  /** A path is popular when its count is at least this (strategy `nixery`). */
  readonly popularityThreshold?: number | undefined;
  /** Bytes that one more layer is worth (strategy `expected-pull`). */
  readonly layerOverhead?: number | undefined;
  /** How much bytes that other images cannot share count against bytes that an update pulls (strategy `expected-pull`). */
  readonly sharingWeight?: number | undefined;
  /** An earlier grouping, whose layers stay where they are as long as that pays. */
  readonly previous?: Previous | undefined;
  /** The part of the image's bytes that fresh layers have to save; Infinity keeps the earlier ones. */
  readonly previousMargin?: number | undefined;
  /** Told when the scores are there, then when layers are made, then when they are described. */
  readonly onPhase?: ((phase: 'scores' | 'merge' | 'describe') => void) | undefined;
}

export const DEFAULTS = {
  budget: 94,
  reserve: 0,
  strategy: 'expected-pull',
  sizeThreshold: 100_000_000,
  popularityThreshold: 100,
  layerOverhead: 0,
  sharingWeight: SHARING.weight,
  previousMargin: PREVIOUS.margin,
} as const satisfies GroupOptions;
