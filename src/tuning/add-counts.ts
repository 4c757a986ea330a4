import type { PopularityData } from '../layers/popularity-data.ts';
import { popularityOfBuilds, UNKNOWN_BUILD } from '../layers/popularity-data.ts';

/**
 * Popularity data over the images of several data, which have no image in common. The counts of
 * plain data are of an unknown build. Sums are at most the largest whole number that can be read back.
 */
export function addCounts(all: readonly PopularityData[]): PopularityData {
  const sums = new Map<string, Map<string, number>>();
  for (const { counts, builds } of all) {
    for (const [key, count] of counts) {
      const held = sums.get(key) ?? new Map<string, number>();
      sums.set(key, held);
      for (const [build, images] of builds?.get(key) ?? [[UNKNOWN_BUILD, count] as const]) {
        held.set(build, sum(held.get(build) ?? 0, images));
      }
    }
  }
  return popularityOfBuilds(
    all.reduce((images, data) => sum(images, data.images), 0),
    sums,
  );
}

function sum(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
