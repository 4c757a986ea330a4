import { coreGroups, type Groups, mergeInto, rateTogether } from './groups.ts';
import { tournament } from './tournament.ts';

/**
 * Greedy merging: joins the two groups whose union costs least more, until `target` groups that are
 * no dust are left. A group merged here is shared with nobody. Fewer groups take the same merges
 * and more: they are made when they are first asked for, and remembered.
 *
 * Groups are kept in ascending order of their rate R. The pair a, b with R(a) ≤ R(b) belongs to a;
 * its rise is at least size(a) × (R(b) − R(a)), so the search for a's partner ends where that alone
 * exceeds the best found. When the partner of a group has merged, the group looks for another only
 * once its turn comes, and stops at the first that costs no more than what is known from below.
 * Ties go to the smaller index. O(g²·w) for g groups (a few per layer: the rest is dust) and rows of
 * w words, mostly far less.
 *
 * @param groups merges along with them, so they are nobody else's
 * @returns the merges that leave a number of groups, in order
 */
export function greedyMerges(groups: Groups): (target: number) => readonly GreedyMerge[] {
  const { rates } = groups;
  const isBefore = (a: number, b: number): boolean =>
    rates[a]! < rates[b]! || (rates[a] === rates[b] && a < b);
  const order = coreGroups(groups).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  // where a group is, or would be
  const placeOf = (group: number): number => {
    let [from, to] = [0, order.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBefore(order[middle]!, group)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  };
  const count = order.length;
  const search = partnerSearch(groups, order, placeOf);
  const merges: GreedyMerge[] = [];
  return (target) => {
    while (order.length > target) {
      const [a, b] = search.cheapest();
      // the smaller index stays and moves to its new place
      const [kept, gone] = a < b ? [a, b] : [b, a];
      merges.push({ kept, gone });
      order.splice(placeOf(gone), 1);
      order.splice(placeOf(kept), 1);
      mergeInto(groups, kept, gone, 0);
      const place = placeOf(kept);
      order.splice(place, 0, kept);
      search.merged(kept, gone, place);
    }
    return merges.slice(0, Math.max(0, count - target));
  };
}

/** Group `gone` joined group `kept`, which is the smaller one. */
export interface GreedyMerge {
  readonly kept: number;
  readonly gone: number;
}

/** Finds the cheapest merge, while groups merge. */
interface PartnerSearch {
  /** The pair whose union costs least more. */
  readonly cheapest: () => readonly [number, number];
  /** Takes note that `gone` has joined `kept`, which is at `place` of the order now. */
  readonly merged: (kept: number, gone: number, place: number) => void;
}

/**
 * @param order the groups, by rate, then index; kept up to date by the caller
 * @param placeOf the place of a group in it
 */
function partnerSearch(
  groups: Groups,
  order: readonly number[],
  placeOf: (group: number) => number,
): PartnerSearch {
  const { model, sizes, rates, sharing } = groups;
  // what a group loses by not being shared any more
  const loss = sizes.map((size, group) => model.sharingWeight * size * sharing[group]!);
  // the partner of each group among those after it, and what the merge costs
  const partner = new Int32Array(sizes.length).fill(-1);
  const cost = new Float64Array(sizes.length).fill(Number.POSITIVE_INFINITY);
  // after how many merges the partner was found, and the group last changed
  const foundAt = new Int32Array(sizes.length);
  const changedAt = new Int32Array(sizes.length);
  let merges = 0;

  // Infinity where it is over what is known to cost less
  const rise = (a: number, b: number): number => {
    const before = sizes[a]! * rates[a]! + sizes[b]! * rates[b]! - loss[a]! - loss[b]!;
    const rate = rateTogether(groups, a, b, (cost[a]! + before) / (sizes[a]! + sizes[b]!));
    return sizes[a]! * (rate - rates[a]!) + sizes[b]! * (rate - rates[b]!) + loss[a]! + loss[b]!;
  };
  /** Whether b is a better partner for a than the one it has. */
  const prefers = (a: number, b: number): boolean => {
    const price = rise(a, b);
    if (price >= cost[a]!) {
      return false;
    }
    cost[a] = price;
    partner[a] = b;
    foundAt[a] = merges;
    return true;
  };
  // to `floor`, less than which no partner costs
  const findPartner = (place: number, floor: number): void => {
    const a = order[place]!;
    const size = sizes[a]!;
    const rate = rates[a]!;
    const lost = loss[a]!;
    cost[a] = Number.POSITIVE_INFINITY;
    partner[a] = -1;
    for (let other = place + 1; other < order.length && cost[a]! > floor; other++) {
      const b = order[other]!;
      const bound = size * (rates[b]! - rate) + lost;
      if (bound >= cost[a]!) {
        break;
      }
      if (bound + loss[b]! < cost[a]!) {
        prefers(a, b);
      }
    }
  };
  for (let place = 0; place < order.length; place++) {
    findPartner(place, Number.NEGATIVE_INFINITY);
  }
  const { best, changed } = tournament(cost);

  const cheapest = (): readonly [number, number] => {
    for (;;) {
      const first = best();
      if (changedAt[partner[first]!]! <= foundAt[first]!) {
        return [first, partner[first]!];
      }
      // the partner has merged; another one costs no less
      findPartner(placeOf(first), cost[first]!);
      changed(first);
    }
  };
  const merged = (kept: number, gone: number, place: number): void => {
    merges++;
    changedAt[kept] = merges;
    changedAt[gone] = merges;
    cost[gone] = Number.POSITIVE_INFINITY;
    changed(gone);
    loss[kept] = 0;
    findPartner(place, Number.NEGATIVE_INFINITY);
    changed(kept);
    const rate = rates[kept]!;
    for (let at = 0; at < place; at++) {
      const group = order[at]!;
      const bound = sizes[group]! * (rate - rates[group]!) + loss[group]!;
      if (bound < cost[group]! && prefers(group, kept)) {
        changed(group);
      }
    }
  };
  return { cheapest, merged };
}
