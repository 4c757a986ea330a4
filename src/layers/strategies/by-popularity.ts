import { type Csr, successors, transpose, vertexCount } from '../../graph/csr.ts';
import { topologicalOrder } from '../../graph/topological-order.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { restTogether } from './rest-together.ts';

interface Candidate {
  readonly path: number;
  readonly popularity: bigint;
}

/**
 * The grouping of nixpkgs' older `referencesByPopularity`: the budget − 1 paths of the highest
 * popularity alone, the rest in one layer.
 *
 * Popularity in the sense of that program: with W(a) the number of walks that lead to `a` from
 * above the paths that nobody refers to, the popularity of `x` is Σ W(a) over `x` and all its
 * transitive referrers. Walks pass 2^53 early, so they are counted exactly. Ties go by name.
 *
 * A path is more popular than any of its referrers, so it is a candidate only when all that it
 * refers to is taken, and only candidates' popularity is computed: O(m) additions of big integers
 * for each at worst, as many as it has transitive referrers.
 */
export function byPopularity({ closure }: StrategyInput): GroupAt {
  const { references } = closure;
  const n = vertexCount(references);
  const referrers = transpose(references);
  const popularityOf = walkPopularity(references, referrers);
  const candidate = (path: number): Candidate => ({ path, popularity: popularityOf(path) });

  const untaken = Uint32Array.from({ length: n }, (_, path) => successors(references, path).length);
  const candidates = new Set<Candidate>();
  untaken.forEach((count, path) => {
    if (count === 0) {
      candidates.add(candidate(path));
    }
  });
  // the most popular first, as many as a budget needed so far
  const taken: number[] = [];
  return (budget) => {
    while (taken.length < Math.min(budget - 1, n)) {
      const best = [...candidates].reduce((a, b) => (isMorePopular(b, a) ? b : a));
      candidates.delete(best);
      taken.push(best.path);
      for (const referrer of successors(referrers, best.path)) {
        if (--untaken[referrer]! === 0) {
          candidates.add(candidate(referrer));
        }
      }
    }
    // a set keeps the order of insertion: what is taken stays in front
    const order = new Set(taken);
    for (let path = 0; path < n; path++) {
      order.add(path);
    }
    return restTogether([...order], budget);
  };
}

function isMorePopular(a: Candidate, b: Candidate): boolean {
  return a.popularity === b.popularity ? a.path < b.path : a.popularity > b.popularity;
}

/** The popularity of any one path. */
function walkPopularity(references: Csr, referrers: Csr): (path: number) => bigint {
  const n = vertexCount(references);
  const walks = new Array<bigint>(n).fill(0n);
  const known = new Array<bigint | undefined>(n);
  for (const path of topologicalOrder(references)) {
    const above = successors(referrers, path);
    walks[path] = above.length === 0 ? 1n : 0n;
    for (const referrer of above) {
      walks[path]! += walks[referrer]!;
    }
    // a single referrer has the same transitive referrers, itself aside: no walk for chains and trees
    const aboveIt = above.length === 0 ? 0n : known[above[0]!];
    known[path] = above.length < 2 && aboveIt !== undefined ? aboveIt + walks[path]! : undefined;
  }

  // not `reach`, which takes O(n) for a path of few referrers
  const seenFrom = new Int32Array(n).fill(-1);
  const walkedSum = (start: number): bigint => {
    let sum = 0n;
    const pending = [start];
    seenFrom[start] = start;
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      sum += walks[path]!;
      for (const referrer of successors(referrers, path)) {
        if (seenFrom[referrer] !== start) {
          seenFrom[referrer] = start;
          pending.push(referrer);
        }
      }
    }
    return sum;
  };
  return (path) => known[path] ?? walkedSum(path);
}
