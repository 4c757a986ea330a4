import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';
import type { PopularityData } from '../layers/popularity.ts';

/** Popularity data from images: how many of them hold each name without version. Sorted by name. */
export function countImages(closures: readonly Closure[]): PopularityData {
  const counts = new Map<string, number>();
  for (const { names } of closures) {
    for (const name of new Set(names.map(nameWithoutVersion))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
