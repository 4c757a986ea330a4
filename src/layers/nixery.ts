import type { Closure } from '../closure/closure.ts';
import { imageRootReferences } from '../closure/image-root.ts';
import { closureSums } from '../graph/closure-sums.ts';
import { dominatorTree } from '../graph/dominator-tree.ts';
import { topologicalOrder } from '../graph/topological-order.ts';
import type { PopularityData } from './popularity.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

/** Nixery's popularity of names that begin so: they change often and almost every image holds them. */
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
 * Where Nixery leaves the result to chance it is fixed here: ratings are exact, and equal ones go
 * by the child's name. What Nixery drops, paths that no root reaches, hangs below the image root.
 *
 * O(n·m / 32) for closureSizes, O(n log n + m log n) for the rest.
 */
export function nixery(input: StrategyInput): readonly LayerMembers[] {
  const { closure, budget } = input;
  const n = closure.storePaths.length;
  const closureSizes = closureSums(closure.references, closure.narSizes);
  const popularity = nixeryPopularity(closure, input.popularityData);

  // image root → dominator tree → one layer per child of the image root
  const cutLoose = new Set(imageRootReferences(closure));
  for (let path = 0; path < n; path++) {
    const big = closureSizes[path]! > input.sizeThreshold;
    if (big || popularity[path]! >= input.popularityThreshold) {
      cutLoose.add(path);
    }
  }
  const dominators = dominatorTree(closure.references, cutLoose);
  const heads = new Uint32Array(n);
  const layers = new Map<number, number[]>();
  for (const path of topologicalOrder(closure.references)) {
    const head = dominators[path] === n ? path : heads[dominators[path]!]!;
    heads[path] = head;
    const members = layers.get(head);
    if (members === undefined) {
      layers.set(head, [path]);
    } else {
      members.push(path);
    }
  }

  // merge the lowest rated: ratings pass 2^53, and a difference of one byte decides
  const rated = [...layers].map(([head, members]) => {
    const size = members.reduce((sum, path) => sum + BigInt(closureSizes[path]!), 0n);
    return { head, members, rating: BigInt(popularity[head]!) * size };
  });
  rated.sort((a, b) => {
    if (a.rating !== b.rating) {
      return a.rating < b.rating ? -1 : 1;
    }
    return a.head - b.head;
  });
  const merged = rated.slice(0, Math.max(0, rated.length - budget) + 1);
  const kept = rated.slice(merged.length);
  return [
    ...(merged.length === 0
      ? []
      : [
          {
            members: merged.flatMap(({ members }) => members),
            mergeRating: Number(merged.reduce((sum, { rating }) => sum + rating, 0n)),
          },
        ]),
    ...kept.map(({ members, rating }) => ({ members, mergeRating: Number(rating) })),
  ];
}

/** Nixery looks the whole name up, version included, and has its own idea of the rest. */
function nixeryPopularity(closure: Closure, data: PopularityData | undefined): Float64Array {
  return Float64Array.from(closure.names, (name) =>
    data !== undefined && FORCED_NAMES.some((forced) => name.startsWith(forced))
      ? FORCED_POPULARITY
      : (data?.get(name) ?? UNKNOWN_POPULARITY),
  );
}
