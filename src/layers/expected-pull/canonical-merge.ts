import { commonShare, DISAGREEMENT, sameHolders } from '../pull-model/layer-cost.ts';
import { copyOf, type Groups, mergeInto, updateRateTogether } from './groups.ts';
import { isEqual } from './is-equal.ts';
import { type CanonicalMerge, withoutLeastValuable } from './least-valuable.ts';
import { rootFlags } from './roles.ts';

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
 * @returns what merges the paths that decisions look at, each a group of its own, at a budget; the
 *   groups that it is given stay as they are
 */
export function canonicalMerger(): (single: Groups, budget: number) => Groups {
  // what does not depend on the budget, as long as the candidates are the same
  let known: { readonly paths: readonly number[]; readonly first: Partners } | undefined;
  return (single, budget) => {
    const groups = copyOf(single);
    const candidates = popularGroups(groups);
    if (candidates.length === 0) {
      return groups;
    }
    const paths = candidates.map((group) => groups.paths[group]!);
    if (known === undefined || !isEqual(known.paths, paths)) {
      known = { paths, first: firstPartners(groups, candidates) };
    }
    const ratio = PRICE_BUDGET / budget;
    const merges = mergeByPrice(groups, candidates, known.first, LAYER_PRICE * ratio * ratio);
    const kept = withoutLeastValuable(groups, merges, budget);
    if (kept.length === merges.length) {
      return groups;
    }
    const again = copyOf(single);
    for (const { a, b, share } of kept) {
      mergeInto(again, a, b, share);
    }
    return again;
  };
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

/** For each candidate the partner after it that costs least; all by their positions. */
interface Partners {
  /** For each pair, a row for the first: 1 where they may ever become one. */
  readonly near: Uint8Array;
  readonly partner: Int32Array;
  /** What that costs; a bound from below while it is stale. */
  readonly least: Float64Array;
  readonly stale: Uint8Array;
}

/** The candidates' partners while nothing is merged, whatever the price. */
function firstPartners(groups: Groups, candidates: readonly number[]): Partners {
  const { length } = candidates;
  const partners: Partners = {
    near: nearPairs(groups, candidates),
    partner: new Int32Array(length).fill(-1),
    least: new Float64Array(length).fill(Number.POSITIVE_INFINITY),
    stale: new Uint8Array(length),
  };
  const search = partnerSearch(groups, candidates, partners, Number.POSITIVE_INFINITY);
  for (let position = 0; position < length; position++) {
    search.findPartner(position);
  }
  return partners;
}

/**
 * What two groups have in common, no two of their paths have less. A merge loses at most 0.1 % of the
 * share (`sameHolders`) and so 1024 paths less than two thirds: a pair with less can never merge.
 */
const LEAST_COMMON = 1 / 3;

function nearPairs(groups: Groups, candidates: readonly number[]): Uint8Array {
  const { length } = candidates;
  const { shares } = groups;
  const near = new Uint8Array(length * length);
  for (let position = 0; position < length; position++) {
    const a = candidates[position]!;
    for (let after = position + 1; after < length; after++) {
      const b = candidates[after]!;
      const least = LEAST_COMMON * Math.max(shares[a]!, shares[b]!);
      near[position * length + after] = shareTogether(groups, a, b) >= least ? 1 : 0;
    }
  }
  return near;
}

/** Merges the cheapest pair of candidates again and again, while that costs at most the price. */
function mergeByPrice(
  groups: Groups,
  candidates: readonly number[],
  first: Partners,
  price: number,
): CanonicalMerge[] {
  const partner = first.partner.slice();
  const least = first.least.slice();
  const stale = new Uint8Array(candidates.length);
  const { near } = first;
  const search = partnerSearch(groups, candidates, { near, partner, least, stale }, price);
  // as if no pair that is sure to cost more than the price had been looked at
  for (let position = 0; position < candidates.length; position++) {
    if (least[position]! > price) {
      search.findPartner(position);
    }
  }

  // those that are left and that anything after them can ever join
  const { length } = candidates;
  const left = [...candidates.keys()].filter((position) =>
    near.subarray(position * length, (position + 1) * length).includes(1),
  );
  const merges: CanonicalMerge[] = [];
  for (;;) {
    let cheapest = -1;
    for (const position of left) {
      if (cheapest < 0 ? least[position]! <= price : least[position]! < least[cheapest]!) {
        cheapest = position;
      }
    }
    if (cheapest < 0) {
      return merges;
    }
    if (stale[cheapest] === 1) {
      search.findPartner(cheapest);
      continue;
    }

    const other = partner[cheapest]!;
    const [a, b] = [candidates[cheapest]!, candidates[other]!];
    const share = shareTogether(groups, a, b);
    merges.push({ a, b, share });
    mergeInto(groups, a, b, share);
    const gone = left.indexOf(other);
    if (gone >= 0) {
      left.splice(gone, 1);
    }
    search.changed(cheapest);
    search.findPartner(cheapest);
    for (const position of left) {
      if (position === cheapest) {
        continue;
      }
      if (partner[position] === cheapest || partner[position] === other) {
        stale[position] = 1;
      }
      if (near[position * length + cheapest] === 1) {
        search.consider(position, cheapest);
      }
    }
  }
}

/** Finds partners for candidates, by their positions. */
interface PartnerSearch {
  /** The partner of a candidate among all after it. */
  readonly findPartner: (position: number) => void;
  /** Takes a later candidate for a partner if it costs less. */
  readonly consider: (position: number, after: number) => void;
  /** Takes note that a candidate has merged. */
  readonly changed: (position: number) => void;
}

function partnerSearch(
  groups: Groups,
  candidates: readonly number[],
  { near, partner, least, stale }: Partners,
  price: number,
): PartnerSearch {
  const { alive, sizes, shares } = groups;
  const rates = Float64Array.from(candidates, (group) => updateRateTogether(groups, group, group));

  const findPartner = (position: number): void => {
    const bound = stale[position] === 1 ? least[position]! : Number.NEGATIVE_INFINITY;
    stale[position] = 0;
    least[position] = Number.POSITIVE_INFINITY;
    partner[position] = -1;
    const { length } = candidates;
    for (let after = position + 1; after < length && least[position]! > bound; after++) {
      if (near[position * length + after] === 1 && alive[candidates[after]!] === 1) {
        consider(position, after);
      }
    }
  };
  const consider = (position: number, after: number): void => {
    const a = candidates[position]!;
    const b = candidates[after]!;
    const sizeA = sizes[a]!;
    const sizeB = sizes[b]!;
    const rateA = rates[position]!;
    const rateB = rates[after]!;
    const known = least[position]!;
    const atLeast = rateA < rateB ? sizeA * (rateB - rateA) : sizeB * (rateA - rateB);
    if (
      atLeast > price ||
      atLeast > known ||
      !sameHolders(shareTogether(groups, a, b), shares[a]!, shares[b]!)
    ) {
      return;
    }
    const riskA = risk(groups, a);
    const riskB = risk(groups, b);
    const mostRate = (known + sizeA * rateA + sizeB * rateB - (riskA + riskB)) / (sizeA + sizeB);
    const rate = updateRateTogether(groups, a, b, mostRate);
    const cost = sizeA * (rate - rateA) + sizeB * (rate - rateB) + riskA + riskB;
    if (cost < known) {
      least[position] = cost;
      if (stale[position] === 0) {
        partner[position] = after;
      }
    }
  };
  const changed = (position: number): void => {
    const group = candidates[position]!;
    rates[position] = updateRateTogether(groups, group, group);
  };
  return { findPartner, consider, changed };
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
