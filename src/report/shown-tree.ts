import { topologicalOrder } from '../graph/topological-order.ts';
import type { Grouping } from '../layers/grouping.ts';
import { dominance } from '../tuning/dominance.ts';
import { formatSize } from './format-size.ts';

/** Which store paths of the dominator tree are drawn. */
export interface TreeLimits {
  /** The least narSize, bytes. */
  readonly minSize?: number | undefined;
  /** The most steps below the image root, 1 or more. */
  readonly depth?: number | undefined;
}

/** A layer of which something is drawn. */
export interface ShownLayer {
  readonly layer: number;
  /** Ascending. */
  readonly paths: readonly number[];
  /** Its number and size, and how many of its paths are drawn unless all are. */
  readonly title: string;
}

/** The dominator tree within its limits. */
export interface ShownTree {
  readonly layers: readonly ShownLayer[];
  /** For each drawn path the nearest drawn one above; undefined is the image root. By path. */
  readonly edges: readonly (readonly [above: number | undefined, path: number])[];
}

/** The part of the dominator tree that is drawn; what dominates a path is skipped where it is not. */
export function shownTree(
  { closure, layers }: Grouping,
  { minSize = 0, depth = Number.POSITIVE_INFINITY }: TreeLimits,
): ShownTree {
  const { dominators } = dominance(closure);
  const root = dominators.length;
  const depths = new Uint32Array(root + 1);
  const nearest = new Uint32Array(root + 1).fill(root);
  const isShown = (path: number): boolean =>
    depths[path]! <= depth && closure.narSizes[path]! >= minSize;
  // dominators come before what they dominate
  for (const path of topologicalOrder(closure.references)) {
    const above = dominators[path]!;
    depths[path] = depths[above]! + 1;
    nearest[path] = above === root || isShown(above) ? above : nearest[above]!;
  }
  return {
    layers: layers.flatMap(({ members, narSize }, layer) => {
      const paths = [...members].filter(isShown);
      const count =
        paths.length === members.length ? '' : `${paths.length} of ${members.length} paths`;
      const title = [`layer ${layer + 1}`, formatSize(narSize), count].filter(
        (part) => part !== '',
      );
      return paths.length === 0 ? [] : [{ layer, paths, title: title.join(' · ') }];
    }),
    edges: [...closure.names.keys()]
      .filter(isShown)
      .map((path) => [nearest[path] === root ? undefined : nearest[path]!, path]),
  };
}
