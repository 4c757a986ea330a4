import { type Csr, successors, transpose, vertexCount } from './csr.ts';
import { topologicalOrder } from './topological-order.ts';

/**
 * One cycle of the graph as a chain `v → … → v` whose first and last vertex are equal and that
 * starts at its smallest vertex, or an empty array for an acyclic graph. O(n + m).
 */
export function findCycle(graph: Csr): number[] {
  const n = vertexCount(graph);
  const order = topologicalOrder(graph);
  if (order.length === n) {
    return [];
  }

  // Kahn's order omits exactly the vertices that a cycle reaches: each has a predecessor among them.
  const left = new Uint8Array(n).fill(1);
  for (const vertex of order) {
    left[vertex] = 0;
  }
  const predecessors = transpose(graph);

  // Walking backwards among them must repeat a vertex; the walk since then is the cycle, reversed.
  const seenAt = new Int32Array(n).fill(-1);
  const walk: number[] = [];
  let vertex = left.indexOf(1);
  while (seenAt[vertex] === -1) {
    seenAt[vertex] = walk.length;
    walk.push(vertex);
    vertex = successors(predecessors, vertex).find((candidate) => left[candidate] === 1)!;
  }
  const cycle = walk.slice(seenAt[vertex]).reverse();

  let smallest = 0;
  for (let position = 1; position < cycle.length; position++) {
    if (cycle[position]! < cycle[smallest]!) {
      smallest = position;
    }
  }
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest + 1)];
}
