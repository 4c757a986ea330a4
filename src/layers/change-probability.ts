import type { Closure } from '../closure/closure.ts';
import { vertexCount } from '../graph/csr.ts';
import { topologicalOrder } from '../graph/topological-order.ts';

/** Chance that one update changes a given store path, where nothing better is known. */
export const UPDATE_PROBABILITY = 0.015;

/** Layers handled at a time, one bit each. */
const BLOCK = 32;

/**
 * For each layer the probability that the next update changes it. A digest covers everything a path
 * refers to, so a layer changes when any path in the union of its members' closures does:
 * 1 − Π (1 − q) over that union. The product runs in canonical order, so that its last bit is
 * the same everywhere. O((n + m)·k / 32 + n·k) for k layers.
 */
export function changeProbabilities(
  { references }: Closure,
  layers: readonly { readonly members: readonly number[] }[],
): Float64Array {
  const n = vertexCount(references);
  const order = topologicalOrder(references);
  const probabilities = new Float64Array(layers.length);
  for (let first = 0; first < layers.length; first += BLOCK) {
    const block = layers.slice(first, first + BLOCK);
    const reachedBy = new Uint32Array(n);
    block.forEach(({ members }, bit) => {
      for (const path of members) {
        reachedBy[path]! |= 1 << bit;
      }
    });
    for (const path of order) {
      for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
        reachedBy[references.targets[edge]!]! |= reachedBy[path]!;
      }
    }
    block.forEach((_, bit) => {
      let unchanged = 1;
      for (let path = 0; path < n; path++) {
        if (((reachedBy[path]! >>> bit) & 1) === 1) {
          unchanged *= 1 - UPDATE_PROBABILITY;
        }
      }
      probabilities[first + bit] = 1 - unchanged;
    });
  }
  return probabilities;
}
