import { coreGroups, type Groups } from './groups.ts';
import { DUST } from './roles.ts';

/** Group b joined group a, a < b. */
export interface CanonicalMerge {
  readonly a: number;
  readonly b: number;
  /** The share of both together. */
  readonly share: number;
}

/**
 * The merges that stay when as many groups as the budget are needed, dust not counted: where too few
 * are left, the layers that matter least to others are taken apart again, last merge first.
 * O(merges × log merges).
 *
 * @param groups as all merges have left them
 * @param merges in the order in which they were made
 */
export function withoutLeastValuable(
  groups: Groups,
  merges: readonly CanonicalMerge[],
  budget: number,
): readonly CanonicalMerge[] {
  let count = coreGroups(groups).length;
  if (count >= budget) {
    return merges;
  }
  const addsGroup = apartness(groups, merges);
  const byLayer = mergesByLayer(merges);
  const value = (layer: number): number => groups.sizes[layer]! * groups.shares[layer]!;
  const leastValuable = [...byLayer.keys()].sort((a, b) => value(a) - value(b) || a - b);
  const dropped = new Set<number>();
  for (const merge of leastValuable.flatMap((layer) => byLayer.get(layer)!)) {
    if (count < budget) {
      dropped.add(merge);
      count += addsGroup[merge]!;
    }
  }
  return merges.filter((_, merge) => !dropped.has(merge));
}

/** For each layer, the merges that made it, the last one first. */
function mergesByLayer(merges: readonly CanonicalMerge[]): Map<number, number[]> {
  const layerOf = new Map<number, number>();
  const byLayer = new Map<number, number[]>();
  for (let merge = merges.length - 1; merge >= 0; merge--) {
    const { a, b } = merges[merge]!;
    const layer = layerOf.get(a) ?? a;
    layerOf.set(a, layer).set(b, layer);
    const list = byLayer.get(layer);
    if (list === undefined) {
      byLayer.set(layer, [merge]);
    } else {
      list.push(merge);
    }
  }
  return byLayer;
}

/** For each merge, 1 where undoing it gives one more group that is no dust: both sides held core. */
function apartness(groups: Groups, merges: readonly CanonicalMerge[]): number[] {
  const { roles, paths } = groups;
  const holdsCore = Uint8Array.from(paths, (path) => (roles[path] === DUST ? 0 : 1));
  return merges.map(({ a, b }) => {
    const both = holdsCore[a]! & holdsCore[b]!;
    holdsCore[a]! |= holdsCore[b]!;
    return both;
  });
}
