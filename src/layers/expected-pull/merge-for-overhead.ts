import {
  costOfHoldings,
  costTogether,
  type LayerHoldings,
  layerHoldings,
} from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/** Among more layers than these, only such are compared as are changed about as often. */
const MOST_COMPARED = 64;

/**
 * Merges finished layers while that costs less than a layer is worth, the cheapest merge first: so
 * the cost with the overhead of every layer can only fall, and an overhead over all costs leaves one
 * layer.
 *
 * With many layers this is done in blocks of MOST_COMPARED by change rate, and again among what is
 * left. Ties go to the earlier layers. O(k·w) times MOST_COMPARED², k layers, rows of w words.
 */
export function mergeForOverhead(
  model: PullModel,
  layers: readonly (readonly number[])[],
  overhead: number,
): readonly (readonly number[])[] {
  if (overhead === 0) {
    return layers;
  }
  let left = layers.map((members) => candidateOf(model, members));
  for (;;) {
    left.sort((a, b) => a.rate - b.rate || a.first - b.first);
    const before = left.length;
    const merged: Candidate[] = [];
    for (let start = 0; start < left.length; start += MOST_COMPARED) {
      merged.push(...mergeBlock(model, left.slice(start, start + MOST_COMPARED), overhead));
    }
    left = merged;
    if (left.length === before || before <= MOST_COMPARED) {
      return left.map(({ members }) => members);
    }
  }
}

/** A layer that may be merged. */
interface Candidate {
  readonly members: readonly number[];
  /** Its smallest path. */
  readonly first: number;
  readonly holdings: LayerHoldings;
  readonly rate: number;
  readonly cost: number;
}

function candidateOf(model: PullModel, members: readonly number[]): Candidate {
  const holdings = layerHoldings(model, members);
  const { rate, cost } = costOfHoldings(model, holdings);
  const first = members.reduce((least, path) => Math.min(least, path));
  return { members, first, holdings, rate, cost };
}

function mergeBlock(model: PullModel, block: readonly Candidate[], overhead: number): Candidate[] {
  const left = [...block];
  const rises = left.map((a, i) => left.slice(i + 1).map((b) => rise(model, a, b)));
  for (;;) {
    let least = overhead;
    let [a, b] = [-1, -1];
    rises.forEach((row, i) => {
      row.forEach((cost, k) => {
        if (cost < least) {
          least = cost;
          [a, b] = [i, i + 1 + k];
        }
      });
    });
    if (a < 0) {
      return left;
    }
    const merged = candidateOf(model, [...left[a]!.members, ...left[b]!.members]);
    left.splice(b, 1);
    left[a] = merged;
    rises.splice(b, 1);
    rises.forEach((row, i) => {
      if (i < b) {
        row.splice(b - i - 1, 1);
      }
      if (i < a) {
        row[a - i - 1] = rise(model, left[i]!, merged);
      }
    });
    rises[a] = left.slice(a + 1).map((other) => rise(model, merged, other));
  }
}

/** What merging two layers adds to their cost. */
function rise(model: PullModel, a: Candidate, b: Candidate): number {
  return costTogether(model, a.holdings, b.holdings) - a.cost - b.cost;
}
