import { expectedPull } from './expected-pull/expected-pull.ts';
import { autoLayer } from './strategies/auto-layer.ts';
import { byPopularity } from './strategies/by-popularity.ts';
import { largest } from './strategies/largest.ts';
import { nixery } from './strategies/nixery.ts';
import type { Strategy } from './strategy.ts';
import type { StrategyName } from './strategy-names.ts';

/** What each strategy does, and the revision of its groupings. */
export const STRATEGIES: Readonly<
  Record<StrategyName, { readonly group: Strategy; readonly revision: number }>
> = {
  'expected-pull': { group: expectedPull, revision: 2 },
  nixery: { group: nixery, revision: 1 },
  'auto-layer': { group: autoLayer, revision: 1 },
  popularity: { group: byPopularity, revision: 1 },
  largest: { group: largest, revision: 1 },
};
