import type { PopularityData } from '../layers/popularity.ts';

/** The sum of popularity data, count by count. Sorted by name. */
export function addCounts(all: readonly PopularityData[]): PopularityData {
  const sums = new Map<string, number>();
  for (const data of all) {
    for (const [name, count] of data) {
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
