import { reach } from '../../graph/reach.ts';
import { largestFirst } from '../largest-paths.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';

/**
 * The grouping of nixpkgs' `auto-layer.py`, the default of streamLayeredImage.
 *
 * Store paths become *primary* one at a time, largest narSize first. In that program each path has a
 * label, the set of primaries that are its nearest dependents, and paths of equal label are one
 * layer. The nearest dependents determine all others, which refer to them, so equal labels mean
 * that the same primaries lead to both paths: each new primary splits every layer into what is in
 * its closure and the rest. The first step that would make more layers than the budget ends it.
 *
 * Ties go by name. Each primary is the nearest dependent of itself alone, so there are as many
 * layers as primaries or more: at most budget + 1 steps of O(n + m). A larger budget goes on where
 * the one before ended.
 */
export function autoLayer({ closure }: StrategyInput): GroupAt {
  const { references, narSizes } = closure;
  const paths = [...narSizes.keys()];
  const bySize = largestFirst(narSizes);
  const none: Split = { layers: paths.length === 0 ? [] : [paths], primaries: 0 };

  let last = none;
  return (budget) => {
    let split = last.layers.length <= budget ? last : none;
    while (split.primaries < bySize.length) {
      const next = splitBy(split, reach(references, [bySize[split.primaries]!]));
      if (next.layers.length > budget) {
        break;
      }
      split = next;
    }
    last = split;
    return split.layers.map((members) => ({ members }));
  };
}

/** The layers that the first few primaries make. */
interface Split {
  readonly layers: readonly (readonly number[])[];
  readonly primaries: number;
}

function splitBy({ layers, primaries }: Split, inClosure: Uint8Array): Split {
  const parts = layers.flatMap((members) => [
    members.filter((path) => inClosure[path] === 1),
    members.filter((path) => inClosure[path] === 0),
  ]);
  return { layers: parts.filter((members) => members.length > 0), primaries: primaries + 1 };
}
