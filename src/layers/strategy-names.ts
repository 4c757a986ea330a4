/** Every strategy by its name on the command line; the first is the default. */
export const STRATEGY_NAMES = [
  'expected-pull',
  'nixery',
  'auto-layer',
  'popularity',
  'largest',
] as const;

export type StrategyName = (typeof STRATEGY_NAMES)[number];
