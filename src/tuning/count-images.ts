import type { Closure } from '../closure/closure.ts';
import { nameWithOutput } from '../closure/name-parts.ts';
import { buildOf, parseStorePath } from '../closure/store-path.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import { popularityOfBuilds } from '../layers/popularity-data.ts';

/**
 * Popularity data from images: how many of them hold each build, by name with output.
 *
 * @param closures one for each image
 */
export function countImages(closures: readonly Closure[]): PopularityData {
  const builds = new Map<string, Map<string, number>>();
  for (const { storePaths, names } of closures) {
    const seen = new Set<string>();
    storePaths.forEach((storePath, path) => {
      const key = nameWithOutput(names[path]!);
      const build = buildOf(parseStorePath(storePath)!.digest);
      // two paths whose digests start alike are one build, held by this image once
      if (seen.has(build + key)) {
        return;
      }
      seen.add(build + key);
      const held = builds.get(key) ?? new Map<string, number>();
      builds.set(key, held.set(build, (held.get(build) ?? 0) + 1));
    });
  }
  return popularityOfBuilds(closures.length, builds);
}
