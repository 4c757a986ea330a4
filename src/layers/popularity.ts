import { inDegreeCentrality } from 'graphology-metrics/centrality/degree.js';
import type { Closure } from '../closure/closure.ts';
import { dependencyGraph } from '../closure/dependency-graph.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';

/** Counts by name or by name-version, as pinned in a popularity file. */
export type PopularityData = ReadonlyMap<string, number>;

/**
 * How likely another image holds a store path too.
 *
 * It is told by a count, and by the count's share of the largest there is, whatever was counted:
 * - with pinned data, the count of the path's exact name (`glibc-2.40`); else of its name without
 *   version; else the largest among the keys of that same name without version, since a count that
 *   an update of the path would lose is worth little. A path that the data does not know is rare:
 *   its count is 1. The share is of the largest count in the data.
 * - without, from the graph: the number of referrers, as graphology-metrics' in-degree centrality
 *   gives it (a fraction of n − 1). The share is of the most referrers that a path of this
 *   closure has.
 */
export interface Popularity {
  /** n counts. */
  readonly counts: Float64Array;
  /** n shares, 0 to 1. */
  readonly shares: Float64Array;
  readonly origin: 'data' | 'graph';
  /** n keys that told the counts, with pinned data; undefined for a path that they do not know. */
  readonly keys?: readonly (string | undefined)[];
}

/** The count of a path that the data does not know. */
const RARE = 1;

/** The popularity of every path, from pinned data where there are any, else from the graph. */
export function popularityOf(closure: Closure, data: PopularityData | undefined): Popularity {
  return data === undefined ? popularityFromGraph(closure) : popularityFromData(closure, data);
}

/** Popularity of every path of the closure from pinned data. O(n + keys). */
export function popularityFromData(closure: Closure, data: PopularityData): Popularity {
  const bestKeys = new Map<string, string>();
  let most = RARE;
  for (const [key, count] of data) {
    const bareName = nameWithoutVersion(key);
    const best = bestKeys.get(bareName);
    const bestCount = best === undefined ? -1 : data.get(best)!;
    if (count > bestCount || (count === bestCount && key < best!)) {
      bestKeys.set(bareName, key);
    }
    most = Math.max(most, count);
  }
  const keys = closure.names.map((name) => {
    const bareName = nameWithoutVersion(name);
    return [name, bareName].find((key) => data.has(key)) ?? bestKeys.get(bareName);
  });
  const counts = Float64Array.from(keys, (key) => (key === undefined ? RARE : data.get(key)!));
  return { counts, shares: counts.map((count) => count / most), origin: 'data', keys };
}

/** Popularity of every path of the closure from its own graph. O(n + m). */
export function popularityFromGraph(closure: Closure): Popularity {
  const n = closure.storePaths.length;
  const centralities = inDegreeCentrality(dependencyGraph(closure));
  const counts = new Float64Array(n);
  let most = 1;
  // of a single path the centrality is 0 ÷ 0
  for (let path = 0; path < n && n > 1; path++) {
    counts[path] = Math.round(centralities[path]! * (n - 1));
    most = Math.max(most, counts[path]!);
  }
  return { counts, shares: counts.map((count) => count / most), origin: 'graph' };
}
