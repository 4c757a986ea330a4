/** Textbook graph algorithms on adjacency lists, with which the fast ones are checked. */

/** The vertices that can be reached from `start`, itself included. */
export function reachable(lists: readonly (readonly number[])[], start: number): Set<number> {
  const reached = new Set([start]);
  for (const vertex of reached) {
    for (const target of lists[vertex]!) {
      reached.add(target);
    }
  }
  return reached;
}

/** The vertices that can be reached from a root without `removed`. */
export function reachableWithout(
  lists: readonly (readonly number[])[],
  roots: Iterable<number>,
  removed: number,
): Set<number> {
  const cut = lists.map((targets, v) =>
    v === removed ? [] : targets.filter((t) => t !== removed),
  );
  const starts = [...roots].filter((root) => root !== removed);
  return new Set(starts.flatMap((root) => [...reachable(cut, root)]));
}

/**
 * The immediate dominator of each vertex, n for the artificial root: `d` dominates what becomes
 * unreachable without it, and the immediate dominator is the one that all others dominate.
 */
export function slowDominators(
  lists: readonly (readonly number[])[],
  roots: Iterable<number>,
): number[] {
  const n = lists.length;
  const dominators: number[][] = lists.map(() => []);
  for (let removed = 0; removed < n; removed++) {
    const left = reachableWithout(lists, roots, removed);
    for (let vertex = 0; vertex < n; vertex++) {
      if (vertex !== removed && !left.has(vertex)) {
        dominators[vertex]!.push(removed);
      }
    }
  }
  return dominators.map((above) =>
    above.reduce((best, d) => (best === n || dominators[d]!.includes(best) ? d : best), n),
  );
}
