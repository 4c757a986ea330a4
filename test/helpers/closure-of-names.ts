import type { Closure } from '../../src/closure/closure.ts';
import { csrFromLists } from '../../src/graph/csr.ts';
import { digestOf } from './store-graph.ts';

/**
 * A closure of these names, without references. They may be names that no reader accepts, because whoever
 * uses the library may build a closure of their own.
 */
export function closureOfNames(names: readonly string[]): Closure {
  const sorted = [...names].sort();
  return {
    storePaths: sorted.map((name) => `/nix/store/${digestOf(name)}-${name}`),
    names: sorted,
    narSizes: new Float64Array(sorted.length).fill(1_000_000),
    references: csrFromLists(sorted.map(() => [])),
    roots: Uint32Array.from(sorted.keys()),
  };
}
