/**
 * A directed graph over the integers 0 … n−1 in compressed sparse row form: the successors of `v`
 * are `targets[offsets[v]] … targets[offsets[v + 1] - 1]`. All graph algorithms here run on it.
 */
export interface Csr {
  /** n + 1 positions in `targets`, ascending. */
  readonly offsets: Uint32Array;
  /** The m successors, those of vertex 0 first. */
  readonly targets: Uint32Array;
}

/** The number of vertices, n. */
export function vertexCount(graph: Csr): number {
  return graph.offsets.length - 1;
}

/** The successors of `vertex`, a view on `graph.targets`. */
export function successors(graph: Csr, vertex: number): Uint32Array {
  return graph.targets.subarray(graph.offsets[vertex], graph.offsets[vertex + 1]);
}

/** The graph with these successors, one list for each vertex. O(n + m). */
export function csrFromLists(lists: readonly (readonly number[])[]): Csr {
  const offsets = new Uint32Array(lists.length + 1);
  for (let vertex = 0; vertex < lists.length; vertex++) {
    offsets[vertex + 1] = offsets[vertex]! + lists[vertex]!.length;
  }
  const targets = new Uint32Array(offsets[lists.length]!);
  for (let vertex = 0; vertex < lists.length; vertex++) {
    targets.set(lists[vertex]!, offsets[vertex]!);
  }
  return { offsets, targets };
}

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
