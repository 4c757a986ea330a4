/** Popularity as a file gives it. */
export interface PopularityData {
  /** How many images were counted. */
  readonly images: number;
  /** Images that are likely to hold the very same path, by key; may be fractions. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the counts were computed from, so that more images can be added; left out if no build is known. */
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

/** The build that a plain number counts. Too short to be the start of a digest. */
export const UNKNOWN_BUILD = 'unknown';

/** Popularity data of plain counts, over as many images as the largest of them, at least 1. */
export function plainPopularity(counts: ReadonlyMap<string, number>): PopularityData {
  let images = 1;
  for (const count of counts.values()) {
    images = Math.max(images, count);
  }
  return { images, counts };
}

/** Popularity data of builds, sorted by key, then by build. */
export function popularityOfBuilds(images: number, builds: Builds): PopularityData {
  const sorted = sortedByKey(Array.from(builds, ([key, held]) => [key, sortedByKey(held)]));
  const counts = new Map(Array.from(sorted, ([key, held]) => [key, likelyImages(held)]));
  return { images, counts, builds: sorted };
}

/**
 * How many images are likely to hold the path that one has: with n_d images that hold build d,
 * Σ n_d² ÷ Σ n_d, since n_d of Σ n_d paths are of build d, and n_d images hold each of those.
 * Images with different builds of a name have no path of it in common.
 */
function likelyImages(held: ReadonlyMap<string, number>): number {
  let sum = 0;
  let squares = 0;
  for (const count of held.values()) {
    sum += count;
    squares += count * count;
  }
  // a single build needs no division, which would round large numbers
  return held.size === 1 || sum === 0 ? sum : squares / sum;
}

function sortedByKey<Value>(entries: Iterable<readonly [string, Value]>): Map<string, Value> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
