import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import type { PopularityData } from '../../src/layers/popularity-data.ts';
import type { LayerMembers } from '../../src/layers/strategy.ts';
import { reachable, slowDominators } from './slow-graph.ts';

export interface NixeryOptions {
  readonly budget: number;
  readonly popularity?: PopularityData | undefined;
  readonly sizeThreshold: number;
  readonly popularityThreshold: number;
}

/** Nixery's method, step by step as it is described, with ties by canonical index. */
export function slowNixery(closure: Closure, options: NixeryOptions): LayerMembers[] {
  const paths = [...closure.storePaths.keys()];
  const lists = paths.map((path) => [...successors(closure.references, path)]);
  const closureSizes = paths.map((path) =>
    [...reachable(lists, path)].reduce((sum, other) => sum + BigInt(closure.narSizes[other]!), 0n),
  );
  const popularity = closure.names.map((name) => {
    if (options.popularity !== undefined && /^(nss-cacert|iana-etc)/.test(name)) {
      return 500_000n;
    }
    return BigInt(Math.round(options.popularity?.counts.get(name) ?? 1));
  });

  const belowImageRoot = paths.filter(
    (path) =>
      closure.roots.includes(path) ||
      !lists.some((targets) => targets.includes(path)) ||
      closureSizes[path]! > BigInt(options.sizeThreshold) ||
      popularity[path]! >= BigInt(options.popularityThreshold),
  );
  const dominators = slowDominators(lists, belowImageRoot);
  const subtree = (top: number): number[] => [
    top,
    ...paths.filter((path) => dominators[path] === top).flatMap(subtree),
  ];

  const layers = paths
    .filter((path) => dominators[path] === paths.length)
    .map((head) => {
      const members = subtree(head);
      const size = members.reduce((sum, path) => sum + closureSizes[path]!, 0n);
      return { members, head, rating: popularity[head]! * size };
    })
    .sort((a, b) => Number(a.rating > b.rating) - Number(a.rating < b.rating) || a.head - b.head);
  while (layers.length > options.budget) {
    const [first, second] = layers.splice(0, 2);
    layers.unshift({
      members: [...first!.members, ...second!.members],
      head: first!.head,
      rating: first!.rating + second!.rating,
    });
  }
  return layers;
}
