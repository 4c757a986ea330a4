import type { Closure } from '../closure/closure.ts';
import { imageRootReferences } from '../closure/image-root.ts';
import { vertexCount } from '../graph/csr.ts';
import { dominatorTree } from '../graph/dominator-tree.ts';
import { topologicalOrder } from '../graph/topological-order.ts';

/** The dominator tree of a closure below its image root, and the added size of each path. */
export interface Dominance {
  /** n immediate dominators; n is the image root. */
  readonly dominators: Uint32Array;
  /** n sizes in bytes, each of the path and all that it dominates: what the image would lose without it. */
  readonly addedSizes: Float64Array;
}

/** Computes the immediate dominator and the added size of every path. O(n + m log n). */
export function dominance(closure: Closure): Dominance {
  const n = vertexCount(closure.references);
  const dominators = dominatorTree(closure.references, imageRootReferences(closure));
  const addedSizes = closure.narSizes.slice();
  for (const path of topologicalOrder(closure.references).reverse()) {
    const above = dominators[path]!;
    if (above !== n) {
      addedSizes[above]! += addedSizes[path]!;
    }
  }
  return { dominators: dominators.subarray(0, n), addedSizes };
}
