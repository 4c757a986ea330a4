/**
 * Every path, the largest first; of equal size the one of the lower index. O(n log n).
 *
 * @param narSizes n sizes in bytes
 */
export function largestFirst(narSizes: Float64Array): Uint32Array {
  return Uint32Array.from(narSizes.keys()).sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
}

/**
 * The `most` largest of some paths, the largest first; of equal size the earlier one of `paths`
 * goes first. O(paths), and O(most) for each that is among the largest so far.
 *
 * @param narSizes bytes, by path
 */
export function largestPaths(paths: Uint32Array, narSizes: Float64Array, most: number): number[] {
  const largest: number[] = [];
  let least = 0;
  for (const path of paths) {
    const isFull = largest.length === most;
    if (isFull && narSizes[path]! <= least) {
      continue;
    }
    if (isFull) {
      largest.pop();
    }
    const place = largest.findIndex((other) => narSizes[other]! < narSizes[path]!);
    largest.splice(place === -1 ? largest.length : place, 0, path);
    least = narSizes[largest.at(-1)!]!;
  }
  return largest;
}
