import { DirectedGraph } from 'graphology';
import { type Csr, successors, transpose } from '../graph/csr.ts';
import type { Closure } from './closure.ts';

/** The attributes of each node. */
export interface StorePathAttributes {
  readonly storePath: string;
  readonly name: string;
  /** Bytes. */
  readonly narSize: number;
}

export type DependencyGraph = DirectedGraph<StorePathAttributes>;

const graphs = new WeakMap<Closure, DependencyGraph>();

/**
 * The closure as a graphology graph, for queries, metrics and exports: a node per store path and an
 * edge per reference, both keyed by their index. Made on first use and returned again after that, so do
 * not change it.
 */
export function dependencyGraph(closure: Closure): DependencyGraph {
  const graph = graphs.get(closure) ?? graphOver(closure);
  graphs.set(closure, graph);
  return graph;
}

/** The one attributes object of all edges. */
const NO_ATTRIBUTES = Object.freeze({});

/** All methods of a graph, except those that do not depend on its nodes and edges. */
const METHODS = methodsOf(DirectedGraph.prototype).filter(
  (name) => name !== 'constructor' && name !== 'getAttributes',
);

/**
 * The graph without a copy of the references. In plain form it would be
 *
 *     const graph = new DirectedGraph({ allowSelfLoops: false });
 *     for each path:      graph.addNode(path, { storePath, name, narSize });
 *     for each reference: graph.addDirectedEdgeWithKey(reference, path, target, NO_ATTRIBUTES);
 *
 * which makes three objects for a reference, and takes half of the time that a large closure takes to
 * be grouped. So what metrics, exports and queries ask is answered from the closure's own arrays (`ofNode`,
 * `ofAll`). The first call of any other method fills the graph as above; from then on it is graphology's
 * own. Both return and throw the same, unless the graph is changed while its nodes or edges are iterated
 * over. O(1), the first answer O(n + m), filling O(n + m).
 */
function graphOver(closure: Closure): DependencyGraph {
  const { storePaths, names, narSizes, references } = closure;
  const n = storePaths.length;
  const m = references.targets.length;
  const keys = once(() => storePaths.map((_, path) => String(path)));
  const attributes = once(() =>
    storePaths.map(
      (storePath, path): StorePathAttributes => ({
        storePath,
        name: names[path]!,
        narSize: narSizes[path]!,
      }),
    ),
  );
  const referrers = once(() => transpose(references));

  const ofNode: Answers<number> = {
    inDegree: (path) => degree(referrers(), path),
    outDegree: (path) => degree(references, path),
    inNeighbors: (path) => neighbors(referrers(), path),
    outNeighbors: (path) => neighbors(references, path),
    getNodeAttributes: (path) => attributes()[path],
  };
  const ofAll: Answers<Callback> = {
    forEachNode: (callback) => {
      for (let path = 0; path < n; path++) {
        callback(keys()[path], attributes()[path]);
      }
    },
    forEachEdge: (callback) => {
      const isUndirected = false;
      forEachReference(references, (edge, source, target) => {
        const ends = [keys()[source], keys()[target], attributes()[source], attributes()[target]];
        callback(String(edge), NO_ATTRIBUTES, ...ends, isUndirected);
      });
    },
  };
  const answer = (name: PropertyKey, given: readonly unknown[]): unknown => {
    if (!isFilled() && given.length === 1) {
      const path = Object.hasOwn(ofNode, name) ? pathOf(given[0], n) : undefined;
      if (path !== undefined) {
        return ofNode[name]!(path);
      }
      if (Object.hasOwn(ofAll, name) && typeof given[0] === 'function') {
        return ofAll[name]!(given[0] as Callback);
      }
    }
    fill();
    return (graph as unknown as Methods)[name]!(...given);
  };

  const graph: DependencyGraph = new DirectedGraph({ allowSelfLoops: false });
  const { order, size, directedSize } = Object.getOwnPropertyDescriptors(graph);
  Object.defineProperties(graph, {
    order: { ...order, get: () => n },
    size: { ...size, get: () => m },
    directedSize: { ...directedSize, get: () => m },
  });
  const answering = Object.create(DirectedGraph.prototype);
  for (const name of METHODS) {
    answering[name] = (...given: unknown[]) => answer(name, given);
  }
  Object.setPrototypeOf(graph, answering);

  const isFilled = () => Object.getPrototypeOf(graph) !== answering;
  const fill = () => {
    if (isFilled()) {
      return;
    }
    Object.setPrototypeOf(graph, DirectedGraph.prototype);
    Object.defineProperties(graph, {
      order: order!,
      size: size!,
      directedSize: directedSize!,
    });
    for (let path = 0; path < n; path++) {
      graph.addNode(keys()[path], attributes()[path]);
    }
    forEachReference(references, (edge, source, target) => {
      graph.addDirectedEdgeWithKey(edge, keys()[source], keys()[target], NO_ATTRIBUTES);
    });
  };
  return graph;
}

type Callback = (...given: unknown[]) => unknown;
type Answers<Given> = Readonly<Record<PropertyKey, (given: Given) => unknown>>;
type Methods = Readonly<Record<PropertyKey, Callback>>;

/** The path of a node's key; undefined for anything else. */
function pathOf(key: unknown, n: number): number | undefined {
  const path = typeof key === 'string' || typeof key === 'number' ? Number(key) : -1;
  const isIndex = Number.isInteger(path) && path >= 0 && path < n;
  return isIndex && String(path) === String(key) ? path : undefined;
}

function forEachReference(
  { offsets, targets }: Csr,
  visit: (edge: number, source: number, target: number) => void,
): void {
  for (let source = 0; source < offsets.length - 1; source++) {
    for (let edge = offsets[source]!; edge < offsets[source + 1]!; edge++) {
      visit(edge, source, targets[edge]!);
    }
  }
}

function degree({ offsets }: Csr, path: number): number {
  return offsets[path + 1]! - offsets[path]!;
}

function neighbors(graph: Csr, path: number): string[] {
  return Array.from(successors(graph, path), String);
}

/** A value that is computed when it is first asked for. */
function once<T extends object>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

/** The names of an object's methods and of those that it inherits, except from Object. */
function methodsOf(prototype: object): PropertyKey[] {
  const names: PropertyKey[] = [];
  for (let at = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Reflect.ownKeys(at)) {
      if (typeof Object.getOwnPropertyDescriptor(at, name)?.value === 'function') {
        names.push(name);
      }
    }
  }
  return names;
}
