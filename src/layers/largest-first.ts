/**
 * Every path, the largest first; of equal size the one of the lower index. O(n log n).
 *
 * @param narSizes n sizes in bytes
 */
export function largestFirst(narSizes: Float64Array): Uint32Array {
  return Uint32Array.from(narSizes.keys()).sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
}
