import { type Csr, vertexCount } from './csr.ts';

/** The graph with every edge reversed; every list is ascending. O(n + m). */
export function transpose(graph: Csr): Csr {
  const n = vertexCount(graph);
  const offsets = new Uint32Array(n + 1);
  for (const target of graph.targets) {
    offsets[target + 1]!++;
  }
  for (let vertex = 0; vertex < n; vertex++) {
    offsets[vertex + 1]! += offsets[vertex]!;
  }

  const next = offsets.slice(0, n);
  const targets = new Uint32Array(graph.targets.length);
  for (let vertex = 0; vertex < n; vertex++) {
    for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
      targets[next[graph.targets[edge]!]!++] = vertex;
    }
  }
  return { offsets, targets };
}
