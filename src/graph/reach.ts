import { type Csr, vertexCount } from './csr.ts';

/** Marks with 1 the vertices of `starts` and all that can be reached from them. O(n + m). */
export function reach(graph: Csr, starts: Iterable<number>): Uint8Array {
  const reached = new Uint8Array(vertexCount(graph));
  const pending: number[] = [];
  for (const start of starts) {
    if (reached[start] === 0) {
      reached[start] = 1;
      pending.push(start);
    }
  }
  for (let vertex = pending.pop(); vertex !== undefined; vertex = pending.pop()) {
    for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
      const target = graph.targets[edge]!;
      if (reached[target] === 0) {
        reached[target] = 1;
        pending.push(target);
      }
    }
  }
  return reached;
}
