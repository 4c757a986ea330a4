import { vertexCount } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import { transpose } from '../graph/transpose.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

/**
 * The grouping of nixpkgs' `auto-layer.py`, the default of streamLayeredImage.
 *
 * Store paths become *primary* one at a time, largest narSize first. Each path has a label, the
 * set of primaries that are its nearest dependents, at first empty; paths of equal label are one
 * layer. When P becomes primary, every path of P's closure drops from its label the primaries that
 * refer to P, transitively, and gains P unless its label still holds a primary in P's closure.
 * The first step that would make more layers than the budget is undone and ends it.
 *
 * Ties go by name. A primary's own label is itself alone, so there are as many layers as primaries or
 * more, and at most budget + 1 steps of O(n + m) each.
 */
export function autoLayer({ closure, budget }: StrategyInput): readonly LayerMembers[] {
  const { references, narSizes } = closure;
  const n = vertexCount(references);
  const referrers = transpose(references);
  const bySize = [...narSizes.keys()].sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);

  let labels = new Array<string>(n).fill('');
  for (const primary of bySize) {
    const inClosure = reach(references, [primary]);
    const refersToIt = reach(referrers, [primary]);
    const relabelled = new Map<string, string>();
    const next = labels.slice();
    for (let path = 0; path < n; path++) {
      if (inClosure[path] === 1) {
        let label = relabelled.get(labels[path]!);
        if (label === undefined) {
          label = relabel(labels[path]!, primary, inClosure, refersToIt);
          relabelled.set(labels[path]!, label);
        }
        next[path] = label;
      }
    }
    if (new Set(next).size > budget) {
      break;
    }
    labels = next;
  }

  const layers = new Map<string, number[]>();
  labels.forEach((label, path) => {
    const members = layers.get(label);
    if (members === undefined) {
      layers.set(label, [path]);
    } else {
      members.push(path);
    }
  });
  return [...layers.values()].map((members) => ({ members }));
}

/** A label is written as the ascending indices of its primaries, joined by spaces. */
function relabel(
  label: string,
  primary: number,
  inClosure: Uint8Array,
  refersToIt: Uint8Array,
): string {
  const kept = label
    .split(' ')
    .filter((word) => word !== '')
    .map(Number)
    .filter((other) => refersToIt[other] === 0);
  if (!kept.some((other) => inClosure[other] === 1)) {
    kept.push(primary);
  }
  return kept.sort((a, b) => a - b).join(' ');
}
