import type { Closure } from '../closure/closure.ts';
import { successors } from '../graph/csr.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import { plainPopularity } from '../layers/popularity-data.ts';

/**
 * Popularity data in the form of Nixery's popcount: how many distinct store paths of all closures
 * refer to each name-version. Names with one referrer are left out. Sorted by name. They stand for
 * images as the counts of a plain file do: the largest count for all.
 */
export function countReferences(closures: readonly Closure[]): PopularityData {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const { storePaths, names, references } of closures) {
    storePaths.forEach((storePath, path) => {
      if (seen.has(storePath)) {
        return;
      }
      seen.add(storePath);
      for (const target of successors(references, path)) {
        const name = names[target]!;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    });
  }
  const repeated = [...counts].filter(([, count]) => count > 1);
  return plainPopularity(new Map(repeated.sort(([a], [b]) => (a < b ? -1 : 1))));
}
