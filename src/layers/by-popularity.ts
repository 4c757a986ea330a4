import { type Csr, successors, vertexCount } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import { topologicalOrder } from '../graph/topological-order.ts';
import { transpose } from '../graph/transpose.ts';
import { restTogether } from './rest-together.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

/**
 * The grouping of nixpkgs' older `referencesByPopularity`: the budget − 1 paths of the highest
 * popularity alone, the rest in one layer.
 *
 * Popularity in the sense of that program: with W(a) the number of walks that lead to `a` from
 * above the paths that nobody refers to, the popularity of `x` is Σ W(a) over `x` and all its
 * transitive referrers. Walks pass 2^53 early, so they are counted exactly. Ties go by name.
 *
 * O(m + Σ transitive referrers) additions of big integers.
 */
export function byPopularity({ closure, budget }: StrategyInput): readonly LayerMembers[] {
  const popularity = walkPopularity(closure.references);
  const order = [...popularity.keys()].sort((a, b) => {
    if (popularity[a]! !== popularity[b]!) {
      return popularity[a]! > popularity[b]! ? -1 : 1;
    }
    return a - b;
  });
  return restTogether(order, budget);
}

function walkPopularity(references: Csr): bigint[] {
  const n = vertexCount(references);
  const referrers = transpose(references);
  const walks = new Array<bigint>(n).fill(0n);
  for (const path of topologicalOrder(references)) {
    const above = successors(referrers, path);
    walks[path] = above.length === 0 ? 1n : 0n;
    for (const referrer of above) {
      walks[path]! += walks[referrer]!;
    }
  }
  return walks.map((_, path) => {
    let sum = 0n;
    reach(referrers, [path]).forEach((reached, referrer) => {
      if (reached === 1) {
        sum += walks[referrer]!;
      }
    });
    return sum;
  });
}
