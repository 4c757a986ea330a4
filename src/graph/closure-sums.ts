import { type Csr, vertexCount } from './csr.ts';
import { topologicalOrder } from './topological-order.ts';

/** Words of a row; rows of this length for 100 000 vertices take 26 MB. */
const WORDS = 64;
const COLUMNS = WORDS * 32;

/**
 * For every vertex the sum of `weights` over all it reaches, itself included and each counted once.
 *
 * There is no known linear method; this one keeps reachability as bit rows, for a block of columns
 * at a time. A row is summed as its largest successor's sum plus the weights of the bits it adds to
 * that, so that chains, trees and combs need few additions.
 *
 * O(n·m / 32) words are joined in O(64·n) words of space; additions are n² at worst.
 *
 * @param graph n vertices, m edges, acyclic
 * @param weights n numbers whose total is exact (whole, 0 or more, total ≤ 2^53)
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
    rowSums.fill(0);
    // columns in the same order, so that what comes before the block reaches nothing in it
    for (let position = first; position < n; position++) {
      const vertex = upwards[position]!;
      const column = position - first;
      const largest = largestSuccessor(graph, vertex, rowSums);
      if (largest === -1 && column >= COLUMNS) {
        continue;
      }

      // its row: itself, and all that its successors reach
      const row = vertex * WORDS;
      if (column < COLUMNS) {
        rows[row + (column >>> 5)]! |= 1 << (column & 31);
      }
      for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
        const target = graph.targets[edge]!;
        if (rowSums[target]! > 0) {
          const other = target * WORDS;
          for (let word = 0; word < WORDS; word++) {
            rows[row + word]! |= rows[other + word]!;
          }
        }
      }

      // the row's sum: its largest successor's, and the bits that this does not have
      let sum = largest === -1 ? 0 : rowSums[largest]!;
      for (let word = 0; word < WORDS; word++) {
        let added = rows[row + word]! & ~(largest === -1 ? 0 : rows[largest * WORDS + word]!);
        while (added !== 0) {
          const bit = 31 - Math.clz32(added);
          added ^= 1 << bit;
          sum += weights[upwards[first + word * 32 + bit]!]!;
        }
      }
      rowSums[vertex] = sum;
      sums[vertex]! += sum;
    }
  }
  return sums;
}

/** The successor of the largest sum; −1 when there is none over 0, so that none adds anything. */
function largestSuccessor(graph: Csr, vertex: number, rowSums: Float64Array): number {
  let largest = -1;
  let most = 0;
  for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
    const target = graph.targets[edge]!;
    if (rowSums[target]! > most) {
      largest = target;
      most = rowSums[target]!;
    }
  }
  return largest;
}
