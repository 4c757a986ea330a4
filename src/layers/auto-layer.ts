import { reach } from '../graph/reach.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

/**
 * The grouping of nixpkgs' `auto-layer.py`, the default of streamLayeredImage.
 *
 * Store paths become *primary* one at a time, largest narSize first. In that program each path has a
 * label, the set of primaries that are its nearest dependents, and paths of equal label are one
 * layer. The nearest dependents tell the others, namely what refers to them, so equal labels mean
 * that the same primaries lead to both paths: each new primary splits every layer into what is in
 * its closure and the rest. The first step that would make more layers than the budget ends it.
 *
 * Ties go by name. Each primary is the nearest dependent of itself alone, so there are as many
 * layers as primaries or more: at most budget + 1 steps of O(n + m).
 */
export function autoLayer({ closure, budget }: StrategyInput): readonly LayerMembers[] {
  const { references, narSizes } = closure;
  const bySize = [...narSizes.keys()].sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);

  let layers = narSizes.length === 0 ? [] : [[...narSizes.keys()]];
  for (const primary of bySize) {
    const inClosure = reach(references, [primary]);
    const split = layers.flatMap((members) => [
      members.filter((path) => inClosure[path] === 1),
      members.filter((path) => inClosure[path] === 0),
    ]);
    const next = split.filter((members) => members.length > 0);
    if (next.length > budget) {
      break;
    }
    layers = next;
  }
  return layers.map((members) => ({ members }));
}
