import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';
import type { PopularityData } from '../layers/popularity.ts';

/**
 * Popularity data from images: how many of them hold each name. Sorted by name.
 *
 * @param by whether names are counted without their version, which lasts over updates, or with it
 */
export function countImages(
  closures: readonly Closure[],
  by: 'name' | 'name-version' = 'name',
): PopularityData {
  const keyOf = by === 'name' ? nameWithoutVersion : (name: string) => name;
  const counts = new Map<string, number>();
  for (const { names } of closures) {
    for (const name of new Set(names.map(keyOf))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
