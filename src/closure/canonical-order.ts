import { closureSums } from '../graph/closure-sums.ts';
import { successors } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import type { Closure } from './closure.ts';

/** The store paths of a closure in any order. */
export type Unordered = Pick<Closure, 'storePaths' | 'names' | 'narSizes' | 'references'>;

/**
 * The canonical order of the store paths of a closure: by name, then narSize, closureSize, the
 * names of the references, and finally the store path, in which the digest decides. Strings are compared
 * by UTF-16 code unit. The later keys are computed only for paths that the earlier ones do not separate.
 *
 * @returns a permutation of 0 … n−1
 */
export function canonicalOrder(unordered: Unordered): number[] {
  const { storePaths, names, narSizes, references } = unordered;
  const compareFirst = (a: number, b: number): number =>
    compareStrings(names[a]!, names[b]!) || narSizes[a]! - narSizes[b]!;
  const order = storePaths.map((_, path) => path).sort(compareFirst);
  const tied = new Set<number>();
  for (let position = 1; position < order.length; position++) {
    const [before, path] = [order[position - 1]!, order[position]!];
    if (compareFirst(before, path) === 0) {
      tied.add(before).add(path);
    }
  }
  if (tied.size === 0) {
    return order;
  }

  const closureSize = closureSizes(tied, unordered);
  const referenceNames = (path: number): string =>
    Array.from(successors(references, path), (target) => names[target]!)
      .sort(compareStrings)
      .join('\n');
  return order.sort(
    (a, b) =>
      compareFirst(a, b) ||
      closureSize(a) - closureSize(b) ||
      compareStrings(referenceNames(a), referenceNames(b)) ||
      compareStrings(storePaths[a]!, storePaths[b]!),
  );
}

const FEW = 256;

/** The closureSize of each path in `paths`. */
function closureSizes(
  paths: ReadonlySet<number>,
  { narSizes, references }: Unordered,
): (path: number) => number {
  // walking each closure is faster for few paths, and quadratic for many
  if (paths.size > FEW) {
    const sums = closureSums(references, narSizes);
    return (path) => sums[path]!;
  }
  const sizes = new Map<number, number>();
  for (const path of paths) {
    const reached = reach(references, [path]);
    sizes.set(
      path,
      narSizes.reduce((sum, narSize, other) => sum + narSize * reached[other]!, 0),
    );
  }
  return (path) => sizes.get(path)!;
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}
