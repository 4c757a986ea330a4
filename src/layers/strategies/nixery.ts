import type { Closure } from '../../closure/closure.ts';
import { imageRootReferences } from '../../closure/image-root.ts';
import { closureSums } from '../../graph/closure-sums.ts';
import { type Csr, vertexCount } from '../../graph/csr.ts';
import { dominatorTree } from '../../graph/dominator-tree.ts';
import { topologicalOrder } from '../../graph/topological-order.ts';
import type { PopularityData } from '../popularity-data.ts';
import type { GroupAt, LayerMembers, StrategyInput } from '../strategy.ts';

/** Nixery's popularity of names that begin with these: they change often and almost every image holds them. */
const FORCED_NAMES = ['nss-cacert', 'iana-etc'];
const FORCED_POPULARITY = 500_000;

/** Nixery's popularity of a path that its data does not name. */
const UNKNOWN_POPULARITY = 1;

/**
 * The grouping of Nixery (group-layers.go, 2019; layers.go today).
 *
 * Below the image root stand the roots, and every path that is big (closureSize over the size
 * threshold) or popular. Each of its children in the dominator tree is a layer with all that it
 * dominates. The layers of the lowest merge rating, popularity of that child × Σ closureSize, are
 * merged into one until the budget holds.
 *
 * What is left to chance in Nixery is fixed here: ratings are exact, and equal ones go
 * by the child's name. Paths that no root reaches, which Nixery drops, are below the image root.
 *
 * O(n·m / 32) for closureSizes, O(n log n + m log n) for the rest.
 */
export function nixery(input: StrategyInput): GroupAt {
  const { closure, popularityData } = input;
  const closureSizes = closureSums(closure.references, closure.narSizes);
  const popularity = nixeryPopularity(closure, popularityData);

  const belowImageRoot = new Set(imageRootReferences(closure));
  closure.storePaths.forEach((_, path) => {
    const big = closureSizes[path]! > input.sizeThreshold;
    if (big || popularity[path]! >= input.popularityThreshold) {
      belowImageRoot.add(path);
    }
  });
  const dominators = dominatorTree(closure.references, belowImageRoot);

  const rated = [...subtrees(closure.references, dominators)].map(([head, members]) => {
    const size = members.reduce((sum, path) => sum + BigInt(closureSizes[path]!), 0n);
    return { head, members, rating: BigInt(popularity[head]!) * size };
  });
  const ascending = rated.sort((a, b) => {
    if (a.rating !== b.rating) {
      return a.rating < b.rating ? -1 : 1;
    }
    return a.head - b.head;
  });
  return (budget) => mergeLowestRated(ascending, budget);
}

/** The paths that each child of the image root dominates, itself included, by that child. */
function subtrees(references: Csr, dominators: Uint32Array): ReadonlyMap<number, number[]> {
  const imageRoot = vertexCount(references);
  const heads = new Uint32Array(imageRoot);
  const members = new Map<number, number[]>();
  for (const path of topologicalOrder(references)) {
    const above = dominators[path]!;
    if (above === imageRoot) {
      heads[path] = path;
      members.set(path, [path]);
    } else {
      heads[path] = heads[above]!;
      members.get(heads[path]!)!.push(path);
    }
  }
  return members;
}

/** A layer by the child of the image root that dominates it. */
interface RatedLayer {
  readonly head: number;
  readonly members: readonly number[];
  /** Ratings pass 2^53, and a difference of one byte decides. */
  readonly rating: bigint;
}

function mergeLowestRated(ascending: readonly RatedLayer[], budget: number): LayerMembers[] {
  // the two lowest merge until the budget holds, and the sum is the lowest again: so the first ones merge
  const first = ascending.slice(0, Math.max(0, ascending.length - budget) + 1);
  const merged = {
    members: first.flatMap(({ members }) => members),
    rating: first.reduce((sum, { rating }) => sum + rating, 0n),
  };
  return [merged, ...ascending.slice(first.length)]
    .filter(({ members }) => members.length > 0)
    .map(({ members, rating }) => ({ members, mergeRating: Number(rating) }));
}

/**
 * Nixery looks the whole name up, version included, and sets the popularity of some names and of unknown
 * ones itself. It counts in whole numbers, so counts over builds are rounded.
 */
function nixeryPopularity(closure: Closure, data: PopularityData | undefined): Float64Array {
  return Float64Array.from(closure.names, (name) =>
    data !== undefined && FORCED_NAMES.some((forced) => name.startsWith(forced))
      ? FORCED_POPULARITY
      : Math.round(data?.counts.get(name) ?? UNKNOWN_POPULARITY),
  );
}
