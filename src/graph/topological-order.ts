import { type Csr, vertexCount } from './csr.ts';

/**
 * The vertices in an order in which each comes before its successors (Kahn 1962,
 * doi:10.1145/368996.369025). O(n + m).
 *
 * If the graph has a cycle, the order has fewer than n vertices: those that a cycle reaches are missing
 * (see `findCycle`).
 */
export function topologicalOrder(graph: Csr): Uint32Array {
  const n = vertexCount(graph);
  const waitingFor = new Uint32Array(n);
  for (const target of graph.targets) {
    waitingFor[target]!++;
  }

  const order = new Uint32Array(n);
  let filled = 0;
  for (let vertex = 0; vertex < n; vertex++) {
    if (waitingFor[vertex] === 0) {
      order[filled++] = vertex;
    }
  }
  for (let done = 0; done < filled; done++) {
    const vertex = order[done]!;
    for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
      const target = graph.targets[edge]!;
      if (--waitingFor[target]! === 0) {
        order[filled++] = target;
      }
    }
  }
  return order.subarray(0, filled);
}
