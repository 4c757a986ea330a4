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
}

/** The count of a path that the data does not know. */
const RARE = 1;

/** Popularity of every path of the closure from pinned data. O(n + keys). */
export function popularityFromData(closure: Closure, data: PopularityData): Popularity {
  const bareNames = new Map<string, number>();
  let most = RARE;
  for (const [key, count] of data) {
    const bareName = nameWithoutVersion(key);
    bareNames.set(bareName, Math.max(count, bareNames.get(bareName) ?? 0));
    most = Math.max(most, count);
  }
  const counts = Float64Array.from(closure.names, (name) => {
    const bareName = nameWithoutVersion(name);
    return data.get(name) ?? data.get(bareName) ?? bareNames.get(bareName) ?? RARE;
  });
  return { counts, shares: counts.map((count) => count / most), origin: 'data' };
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
