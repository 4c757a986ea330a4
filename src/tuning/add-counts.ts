import type { PopularityData } from '../layers/popularity.ts';

/** The sum of popularity data, count by count, at most the largest count there can be. Sorted by name. */
export function addCounts(all: readonly PopularityData[]): PopularityData {
  const sums = new Map<string, number>();
  for (const data of all) {
    for (const [name, count] of data) {
      sums.set(name, Math.min((sums.get(name) ?? 0) + count, Number.MAX_SAFE_INTEGER));
    }
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
