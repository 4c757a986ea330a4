import { DEFAULTS, type GroupOptions } from '../layers/group-options.ts';
import type { Grouping } from '../layers/grouping.ts';
import { summarize } from '../layers/summarize.ts';
import { roundUp } from './check.ts';
import type { CheckConfig } from './check-config.ts';
import type { UpdatePull } from './common-layers.ts';

const NUMBERS = [
  'reserve',
  'layerOverhead',
  'sharingWeight',
  'sizeThreshold',
  'popularityThreshold',
] as const;

/** Rules that a grouping obeys, and just so: it passes today, and what makes it worse does not. */
export function firstConfig(
  grouping: Grouping,
  options: GroupOptions,
  updates: readonly UpdatePull[],
): CheckConfig {
  const { budget, largestShare } = summarize(grouping);
  const { strategy } = grouping;
  const given: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const name of NUMBERS) {
    const value = options[name];
    if (value !== undefined && value !== DEFAULTS[name]) {
      given[name] = value;
    }
  }
  const excess = Math.max(...updates.map((update) => update.excess));
  return {
    budget,
    strategy,
    ...given,
    maxLargestShare: roundUp(largestShare),
    ...(updates.length > 0 && { maxPullExcess: roundUp(excess) }),
  };
}
