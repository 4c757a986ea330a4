import { type Csr, vertexCount } from './csr.ts';
import { topologicalOrder } from './topological-order.ts';

/** Columns handled at a time; 64 words a row keep a block of 100 000 rows at 26 MB. */
const WORDS = 64;
const COLUMNS = WORDS * 32;

/**
 * For every vertex the sum of `weights` over all it reaches, itself included and each counted once.
 *
 * There is no known linear method; this one keeps reachability as bit rows, a block of columns at
 * a time: O(n·m / 32) time, O(64·n) words of space. Each row is summed as its largest successor's
 * sum plus the bits it adds to that, so chains, trees and combs need few additions.
 *
 * @param graph n vertices, m edges, acyclic
 * @param weights n numbers whose total is exact (integers, total ≤ 2^53)
 * @returns n sums
 */
export function closureSums(graph: Csr, weights: Float64Array): Float64Array {
  const n = vertexCount(graph);
  const sums = new Float64Array(n);
  const upwards = topologicalOrder(graph).reverse();
  const rows = new Uint32Array(n * WORDS);
  const rowSums = new Float64Array(n);

  for (let first = 0; first < n; first += COLUMNS) {
    rows.fill(0);
    for (const vertex of upwards) {
      const row = vertex * WORDS;
      const begin = graph.offsets[vertex]!;
      const end = graph.offsets[vertex + 1]!;

      let largest = -1;
      for (let edge = begin; edge < end; edge++) {
        const target = graph.targets[edge]!;
        if (rowSums[target]! > 0 && (largest === -1 || rowSums[target]! > rowSums[largest]!)) {
          largest = target;
        }
      }
      for (let edge = begin; edge < end; edge++) {
        const target = graph.targets[edge]!;
        if (rowSums[target]! > 0) {
          const other = target * WORDS;
          for (let word = 0; word < WORDS; word++) {
            rows[row + word]! |= rows[other + word]!;
          }
        }
      }
      const column = vertex - first;
      if (column >= 0 && column < COLUMNS) {
        rows[row + (column >>> 5)]! |= 1 << (column & 31);
      }

      // a row of weight nothing is left out: its vertices add nothing to any sum
      let sum = largest === -1 ? 0 : rowSums[largest]!;
      for (let word = 0; word < WORDS; word++) {
        let added = rows[row + word]! & ~(largest === -1 ? 0 : rows[largest * WORDS + word]!);
        while (added !== 0) {
          const bit = 31 - Math.clz32(added);
          added ^= 1 << bit;
          sum += weights[first + word * 32 + bit]!;
        }
      }
      rowSums[vertex] = sum;
      sums[vertex]! += sum;
    }
  }
  return sums;
}
