import { commonShare, DISAGREEMENT, sameHolders } from '../pull-model/layer-cost.ts';
import { copyOf, coreGroups, type Groups, mergeInto, updateRateTogether } from './groups.ts';
import { DUST, rootFlags } from './roles.ts';

/** Bytes per update that a layer is worth at PRICE_BUDGET; best of 3·10⁵ to 10⁷ on bookworm. */
const LAYER_PRICE = 3e6;
const PRICE_BUDGET = 24;

/**
 * Canonical merging: joins popular paths as other images join them, before this image's own needs
 * are looked at.
 *
 * Two groups are joined only where whoever holds one holds the other (a common referrer is as
 * popular as they are), cheapest first, while the rise of the cost stays below a price that knows
 * the budget and nothing of the image. What is looked at (closures, popularity, sizes) is the same
 * in every image that holds the group; so the layer is too, and keeps its share. Roots stay out:
 * what is released differs between images.
 *
 * If too few groups are left to use the budget, the layers that matter least to others are taken
 * apart again, last merge first. Ties go by index. O(p²·w) at worst for p popular paths, at most
 * 1024, and rows of w words; the price cuts most pairs short.
 *
 * @param single the paths that decisions look at, each a group of its own; stays as it is
 */
export function canonicalGroups(single: Groups, budget: number): Groups {
  const groups = copyOf(single);
  const candidates = popularGroups(groups);
  if (candidates.length === 0) {
    return groups;
  }
  const ratio = PRICE_BUDGET / budget;
  const merges = mergeByPrice(groups, candidates, LAYER_PRICE * ratio * ratio);
  const kept = withoutLeastValuable(groups, merges, budget);
  if (kept.length === merges.length) {
    return groups;
  }
  const again = copyOf(single);
  for (const { a, b, share } of kept) {
    mergeInto(again, a, b, share);
  }
  return again;
}

/** Group b joined group a, a < b. */
interface Merge {
  readonly a: number;
  readonly b: number;
  /** The share of both together. */
  readonly share: number;
}

function popularGroups({ model, paths }: Groups): number[] {
  const isPopular = new Uint8Array(model.n);
  for (const path of model.popular) {
    isPopular[path] = 1;
  }
  const isRoot = rootFlags(model);
  return [...paths.keys()].filter(
    (group) => isPopular[paths[group]!] === 1 && isRoot[paths[group]!] === 0,
  );
}

/** Merges the cheapest pair of candidates again and again, while that costs at most the price. */
function mergeByPrice(groups: Groups, candidates: readonly number[], price: number): Merge[] {
  const { alive } = groups;
  const updateRates = new Float64Array(alive.length);
  for (const group of candidates) {
    updateRates[group] = updateRateTogether(groups, group, group);
  }
  // each group's cheapest partner after it, and what that costs; a bound from below while it is stale
  const least = new Float64Array(alive.length).fill(Number.POSITIVE_INFINITY);
  const partner = new Int32Array(alive.length).fill(-1);
  const stale = new Uint8Array(alive.length);

  const findPartner = (position: number): void => {
    const a = candidates[position]!;
    const bound = stale[a] === 1 ? least[a]! : Number.NEGATIVE_INFINITY;
    stale[a] = 0;
    least[a] = Number.POSITIVE_INFINITY;
    partner[a] = -1;
    for (let after = position + 1; after < candidates.length && least[a]! > bound; after++) {
      const b = candidates[after]!;
      if (alive[b] === 1) {
        consider(a, b);
      }
    }
  };
  const consider = (a: number, b: number): void => {
    const cost = riseOfCanonical(groups, updateRates, a, b, Math.min(price, least[a]!));
    if (cost < least[a]!) {
      least[a] = cost;
      if (stale[a] === 0) {
        partner[a] = b;
      }
    }
  };
  candidates.forEach((_, position) => {
    findPartner(position);
  });

  const merges: Merge[] = [];
  for (;;) {
    let cheapest = -1;
    candidates.forEach((group, position) => {
      const beats = cheapest < 0 || least[group]! < least[candidates[cheapest]!]!;
      if (alive[group] === 1 && least[group]! <= price && beats) {
        cheapest = position;
      }
    });
    if (cheapest < 0) {
      return merges;
    }
    const a = candidates[cheapest]!;
    if (stale[a] === 1) {
      findPartner(cheapest);
      continue;
    }

    const b = partner[a]!;
    const share = shareTogether(groups, a, b);
    merges.push({ a, b, share });
    mergeInto(groups, a, b, share);
    updateRates[a] = updateRateTogether(groups, a, a);
    findPartner(cheapest);
    candidates.forEach((group) => {
      if (alive[group] === 0 || group === a) {
        return;
      }
      if (partner[group] === a || partner[group] === b) {
        stale[group] = 1;
      }
      if (group < a) {
        consider(group, a);
      }
    });
  }
}

/** What joining two groups adds to the cost; Infinity where it is not canonical or over the limit. */
function riseOfCanonical(
  groups: Groups,
  updateRates: Float64Array,
  a: number,
  b: number,
  limit: number,
): number {
  const { sizes, shares } = groups;
  const [sizeA, sizeB, rateA, rateB] = [sizes[a]!, sizes[b]!, updateRates[a]!, updateRates[b]!];
  const atLeast = rateA < rateB ? sizeA * (rateB - rateA) : sizeB * (rateA - rateB);
  if (atLeast > limit || !sameHolders(shareTogether(groups, a, b), shares[a]!, shares[b]!)) {
    return Number.POSITIVE_INFINITY;
  }
  const rate = updateRateTogether(groups, a, b);
  return sizeA * (rate - rateA) + sizeB * (rate - rateB) + risk(groups, a) + risk(groups, b);
}

/** A single path is shared for certain, a layer of several only if others group alike. */
function risk({ model, sizes, sharing, next }: Groups, group: number): number {
  return next[group] === -1
    ? model.sharingWeight * DISAGREEMENT * sizes[group]! * sharing[group]!
    : 0;
}

function shareTogether({ model, holders }: Groups, a: number, b: number): number {
  return commonShare(model, holders, a * model.holderWords, holders, b * model.holderWords);
}

/** The merges that stay when as many groups as the budget are needed, dust not counted. */
function withoutLeastValuable(
  groups: Groups,
  merges: readonly Merge[],
  budget: number,
): readonly Merge[] {
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
function mergesByLayer(merges: readonly Merge[]): Map<number, number[]> {
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
function apartness(groups: Groups, merges: readonly Merge[]): number[] {
  const { roles, paths } = groups;
  const holdsCore = Uint8Array.from(paths, (path) => (roles[path] === DUST ? 0 : 1));
  return merges.map(({ a, b }) => {
    const both = holdsCore[a]! & holdsCore[b]!;
    holdsCore[a]! |= holdsCore[b]!;
    return both;
  });
}
