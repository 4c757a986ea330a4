import { DirectedGraph } from 'graphology';
import type { Closure } from './closure.ts';

/** The attributes of each node. */
export interface StorePathAttributes {
  readonly storePath: string;
  readonly name: string;
  /** Bytes. */
  readonly narSize: number;
}

export type DependencyGraph = DirectedGraph<StorePathAttributes>;

/** The one attributes object of all edges, to save memory. */
const NO_ATTRIBUTES = Object.freeze({});

const graphs = new WeakMap<Closure, DependencyGraph>();

/**
 * The closure as a graphology graph, for queries, metrics and exports: a node per store path and an
 * edge per reference, both keyed by their index. Built on first use and returned again after that, so do
 * not change it.
 */
export function dependencyGraph(closure: Closure): DependencyGraph {
  const known = graphs.get(closure);
  if (known !== undefined) {
    return known;
  }
  const graph: DependencyGraph = new DirectedGraph({ allowSelfLoops: false });
  const { storePaths, names, narSizes, references } = closure;
  // kept, because graphology converts every key that it is given to a string
  const keys = storePaths.map((storePath, index) =>
    graph.addNode(index, { storePath, name: names[index]!, narSize: narSizes[index]! }),
  );
  for (let index = 0; index < keys.length; index++) {
    for (let edge = references.offsets[index]!; edge < references.offsets[index + 1]!; edge++) {
      const target = keys[references.targets[edge]!]!;
      graph.addDirectedEdgeWithKey(edge, keys[index]!, target, NO_ATTRIBUTES);
    }
  }
  graphs.set(closure, graph);
  return graph;
}
