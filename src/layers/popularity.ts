import { inDegreeCentrality } from 'graphology-metrics/centrality/degree.js';
import type { Closure } from '../closure/closure.ts';
import { dependencyGraph } from '../closure/dependency-graph.ts';
import { nameWithOutput } from '../closure/name-with-output.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';

/** Popularity as a file gives it. */
export interface PopularityData {
  /** How many images were counted. */
  readonly images: number;
  /** Images that are likely to hold the very same path, by key; need not be whole. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the counts were computed from, to go on counting; left out where no build is known. */
  readonly builds?: Builds;
}

/** How many images hold each build: by key, then by the start of its digest as `buildOf` gives it. */
export type Builds = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * How likely another image holds a store path too.
 *
 * It is given as a count and as a part of images:
 * - with pinned data, the count is of images likely to hold the very same path. It is that of the
 *   path's exact name (`openssl-3.0.14-dev`); else of its name with output (`openssl-dev`); else of
 *   its name without version; else the largest among the keys of that same name without version,
 *   since a count that an update of the path would lose is worth little. A path that the data do not
 *   know is held by this image alone: its count is 1. The part is of all images counted.
 * - without, the count is of referrers in the graph, as graphology-metrics' in-degree centrality
 *   gives it (a fraction of n − 1). The part is of the most referrers that a path of this
 *   closure has.
 */
export interface Popularity {
  /** n counts. */
  readonly counts: Float64Array;
  /** n parts of images, 0 to 1. */
  readonly partsOfImages: Float64Array;
  /** How many images were counted; 0 when popularity comes from the graph. */
  readonly images: number;
  readonly origin: 'data' | 'graph';
  /** n keys that the counts are of, with pinned data; undefined for a path that they do not know. */
  readonly keys?: readonly (string | undefined)[];
}

/** The count of a path that the data do not know. */
const RARE = 1;

/** The popularity of every path, from pinned data where there are any, else from the graph. */
export function popularityOf(closure: Closure, data: PopularityData | undefined): Popularity {
  return data === undefined ? popularityFromGraph(closure) : popularityFromData(closure, data);
}

/** Popularity of every path of the closure from pinned data. O(n + keys). */
export function popularityFromData(closure: Closure, data: PopularityData): Popularity {
  const bestKeys = new Map<string, string>();
  for (const [key, count] of data.counts) {
    const bareName = nameWithoutVersion(key);
    const best = bestKeys.get(bareName);
    const bestCount = best === undefined ? -1 : data.counts.get(best)!;
    if (count > bestCount || (count === bestCount && key < best!)) {
      bestKeys.set(bareName, key);
    }
  }
  const keys = closure.names.map((name) => {
    const bareName = nameWithoutVersion(name);
    return (
      [name, nameWithOutput(name), bareName].find((key) => data.counts.has(key)) ??
      bestKeys.get(bareName)
    );
  });
  const counts = Float64Array.from(keys, (key) =>
    key === undefined ? RARE : data.counts.get(key)!,
  );
  const images = Math.max(1, data.images);
  const partsOfImages = counts.map((count) => Math.min(1, count / images));
  return { counts, partsOfImages, images, origin: 'data', keys };
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
  const partsOfImages = counts.map((count) => count / most);
  return { counts, partsOfImages, images: 0, origin: 'graph' };
}
