/** Every strategy by its name on the command line; the first is the default. */
export const STRATEGY_NAMES = [
  'expected-pull',
  'nixery',
  'auto-layer',
  'popularity',
  'largest',
] as const;

export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** The revision of each strategy: a new one groups differently. */
export const REVISIONS: Readonly<Record<StrategyName, number>> = {
  'expected-pull': 2,
  nixery: 1,
  'auto-layer': 1,
  popularity: 1,
  largest: 1,
};
