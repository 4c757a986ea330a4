import { inDegreeCentrality } from 'graphology-metrics/centrality/degree.js';
import type { Closure } from '../closure/closure.ts';
import { dependencyGraph } from '../closure/dependency-graph.ts';
import { nameWithOutput, nameWithoutVersion } from '../closure/name-parts.ts';
import type { Popularity, PopularityData } from './popularity-data.ts';

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
