import { vertexCount } from '../graph/csr.ts';
import { topologicalOrder } from '../graph/topological-order.ts';
import { UPDATE_PROBABILITY } from './change-probability.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

interface Group {
  readonly members: readonly number[];
  readonly narSize: number;
  /** Bit set of the union of the members' closures. */
  readonly union: Uint32Array;
}

/**
 * Our own grouping: the least expected pull. Every path starts alone; the two layers whose merging
 * adds least to Σ narSize(layer) × P(layer changed) are merged until the budget holds, and beyond
 * it while a merge costs less than the layer overhead. Ties go by canonical index.
 * Exact greedy, O(n³ / 32).
 */
export function expectedPull(input: StrategyInput): readonly LayerMembers[] {
  const { closure, budget, layerOverhead } = input;
  const n = vertexCount(closure.references);
  const closures = closureBits(input);
  let groups: Group[] = Array.from({ length: n }, (_, path) => ({
    members: [path],
    narSize: closure.narSizes[path]!,
    union: closures[path]!,
  }));
  while (groups.length > 1) {
    let best = { increase: Number.POSITIVE_INFINITY, a: -1, b: -1 };
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        const increase = cost(merge(groups[a]!, groups[b]!)) - cost(groups[a]!) - cost(groups[b]!);
        if (increase < best.increase) {
          best = { increase, a, b };
        }
      }
    }
    if (groups.length <= budget && best.increase >= layerOverhead) {
      break;
    }
    const merged = merge(groups[best.a]!, groups[best.b]!);
    groups = groups.filter((_, index) => index !== best.b);
    groups[best.a] = merged;
  }
  return groups.map(({ members }) => ({ members }));
}

function closureBits({ closure: { references } }: StrategyInput): Uint32Array[] {
  const n = vertexCount(references);
  const rows = Array.from({ length: n }, () => new Uint32Array((n + 31) >>> 5));
  for (const path of topologicalOrder(references).reverse()) {
    const row = rows[path]!;
    row[path >>> 5]! |= 1 << (path & 31);
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      const other = rows[references.targets[edge]!]!;
      for (let word = 0; word < row.length; word++) {
        row[word]! |= other[word]!;
      }
    }
  }
  return rows;
}

function merge(a: Group, b: Group): Group {
  return {
    members: [...a.members, ...b.members],
    narSize: a.narSize + b.narSize,
    union: a.union.map((word, index) => word | b.union[index]!),
  };
}

function cost({ narSize, union }: Group): number {
  let unchanged = 1;
  for (const word of union) {
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      unchanged *= 1 - UPDATE_PROBABILITY;
    }
  }
  return narSize * (1 - unchanged);
}
