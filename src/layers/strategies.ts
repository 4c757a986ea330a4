import { autoLayer } from './auto-layer.ts';
import { byPopularity } from './by-popularity.ts';
import { expectedPull } from './expected-pull/expected-pull.ts';
import { largest } from './largest.ts';
import { nixery } from './nixery.ts';
import type { Strategy } from './strategy.ts';

/** Every strategy by its name on the command line; the first is the default. */
export const STRATEGIES = {
  'expected-pull': { group: expectedPull, revision: 1 },
  nixery: { group: nixery, revision: 1 },
  'auto-layer': { group: autoLayer, revision: 1 },
  popularity: { group: byPopularity, revision: 1 },
  largest: { group: largest, revision: 1 },
} as const satisfies Record<string, { readonly group: Strategy; readonly revision: number }>;

export type StrategyName = keyof typeof STRATEGIES;

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as readonly StrategyName[];
