import type { Closure } from '../closure/closure.ts';
import { successors, vertexCount } from '../graph/csr.ts';
import { topologicalOrder } from '../graph/topological-order.ts';

/** The bytes that are pulled because one store path changed. */
export interface Blame {
  /** Index in the new closure. */
  readonly path: number;
  /** Bytes of the path itself. */
  readonly own: number;
  /** Bytes of paths that changed only because they refer to it, directly or not. */
  readonly rebuilt: number;
  /** Bytes of unchanged paths in a layer with it or with one of those. */
  readonly carried: number;
}

/**
 * Attributes the bytes that a client pulls to the store paths that changed.
 *
 * A new path is a *cause* when it changed by itself: none of its references is new, or `changed` marks
 * it. Every other new path was rebuilt because of the causes in its closure, and an unchanged path in a
 * pulled layer is carried along because of the causes of the layer's new paths. Several causes get equal
 * parts, and the first by name also gets the remainder of the division. All parts add up to the bytes
 * pulled, except for layers without any new path: those were changed by the grouping alone.
 * O((n + m)·c) for c causes.
 *
 * @param closure the new closure, n store paths
 * @param isNew n marks, 1 for paths that the client lacks
 * @param changed n marks, 1 for new paths that changed by themselves, whatever they refer to
 * @param pulledLayers the layers that the client lacks, as indices of store paths
 * @returns the causes, those with most bytes first
 */
export function blame(
  closure: Closure,
  isNew: Uint8Array,
  changed: Uint8Array,
  pulledLayers: readonly (readonly number[])[],
): Blame[] {
  const { references, narSizes } = closure;
  const n = vertexCount(references);
  const causes: number[] = [];
  for (let path = 0; path < n; path++) {
    const refersToNew = successors(references, path).some((target) => isNew[target] === 1);
    if (isNew[path] === 1 && (changed[path] === 1 || !refersToNew)) {
      causes.push(path);
    }
  }
  const causesOf = causesBelow(closure, isNew, causes);

  const own = causes.map((path) => narSizes[path]!);
  const rebuilt = causes.map(() => 0);
  const carried = causes.map(() => 0);
  const causeSet = new Set(causes);
  for (let path = 0; path < n; path++) {
    if (isNew[path] === 1 && !causeSet.has(path)) {
      divide(narSizes[path]!, causesOf[path]!, rebuilt);
    }
  }
  for (const members of pulledLayers) {
    const together = new Set<number>();
    let unchanged = 0;
    for (const path of members) {
      if (isNew[path] === 1) {
        for (const cause of causesOf[path]!) {
          together.add(cause);
        }
      } else {
        unchanged += narSizes[path]!;
      }
    }
    divide(
      unchanged,
      [...together].sort((a, b) => a - b),
      carried,
    );
  }
  return causes
    .map((path, cause) => ({
      path,
      own: own[cause]!,
      rebuilt: rebuilt[cause]!,
      carried: carried[cause]!,
    }))
    .sort((a, b) => totalOf(b) - totalOf(a) || a.path - b.path);
}

/** For every new path the causes in its closure, ascending, as positions in `causes`. */
function causesBelow(
  { references }: Closure,
  isNew: Uint8Array,
  causes: readonly number[],
): readonly (readonly number[])[] {
  const position = new Map(causes.map((path, cause) => [path, cause]));
  const below: (readonly number[])[] = [];
  for (const path of topologicalOrder(references).reverse()) {
    const found = new Set<number>();
    if (isNew[path] === 1) {
      const cause = position.get(path);
      if (cause !== undefined) {
        found.add(cause);
      }
      for (const target of successors(references, path)) {
        for (const other of below[target]!) {
          found.add(other);
        }
      }
    }
    below[path] = [...found].sort((a, b) => a - b);
  }
  return below;
}

function divide(bytes: number, among: readonly number[], parts: number[]): void {
  if (among.length === 0) {
    return;
  }
  const equal = Math.floor(bytes / among.length);
  for (const cause of among) {
    parts[cause]! += equal;
  }
  parts[among[0]!]! += bytes - equal * among.length;
}

function totalOf({ own, rebuilt, carried }: Blame): number {
  return own + rebuilt + carried;
}
