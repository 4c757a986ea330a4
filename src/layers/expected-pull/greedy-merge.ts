import { coreGroups, type Groups, mergeInto, rateTogether } from './groups.ts';

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
  const order = coreGroups(groups).sort((a, b) => rates[a]! - rates[b]! || a - b);
  const count = order.length;
  const search = partnerSearch(groups, order);
  const merges: GreedyMerge[] = [];
  return (target) => {
    while (order.length > target) {
      const [a, b] = search.cheapest();
      // the smaller index stays and moves to its new place
      const [kept, gone] = a < b ? [a, b] : [b, a];
      merges.push({ kept, gone });
      mergeInto(groups, kept, gone, 0);
      order.splice(order.indexOf(gone), 1);
      order.splice(order.indexOf(kept), 1);
      const after = order.findIndex(
        (group) => rates[group]! > rates[kept]! || (rates[group] === rates[kept] && group > kept),
      );
      const place = after < 0 ? order.length : after;
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

/** @param order the groups, by rate, then index; kept up to date by the caller */
function partnerSearch(groups: Groups, order: readonly number[]): PartnerSearch {
  const { model, sizes, rates, sharing } = groups;
  // what a group loses by not being shared any more
  const loss = sizes.map((size, group) => model.sharingWeight * size * sharing[group]!);
  // the partner of each group among those after it, and what the merge costs
  const partner = new Int32Array(sizes.length).fill(-1);
  const cost = new Float64Array(sizes.length).fill(Number.POSITIVE_INFINITY);
  // stale: the partner has merged; the cost is what another one costs at least
  const stale = new Uint8Array(sizes.length);

  // Infinity where it is over what is known to cost less
  const rise = (a: number, b: number): number => {
    const before = sizes[a]! * rates[a]! + sizes[b]! * rates[b]! - loss[a]! - loss[b]!;
    const rate = rateTogether(groups, a, b, (cost[a]! + before) / (sizes[a]! + sizes[b]!));
    return sizes[a]! * (rate - rates[a]!) + sizes[b]! * (rate - rates[b]!) + loss[a]! + loss[b]!;
  };
  const prefer = (a: number, b: number, price: number): void => {
    if (price < cost[a]!) {
      cost[a] = price;
      partner[a] = b;
      stale[a] = 0;
    }
  };
  const findPartner = (place: number): void => {
    const a = order[place]!;
    const floor = stale[a] === 1 ? cost[a]! : Number.NEGATIVE_INFINITY;
    cost[a] = Number.POSITIVE_INFINITY;
    partner[a] = -1;
    stale[a] = 0;
    for (let other = place + 1; other < order.length && cost[a]! > floor; other++) {
      const b = order[other]!;
      const bound = sizes[a]! * (rates[b]! - rates[a]!) + loss[a]!;
      if (bound >= cost[a]!) {
        break;
      }
      if (bound + loss[b]! < cost[a]!) {
        prefer(a, b, rise(a, b));
      }
    }
  };
  for (let place = 0; place < order.length; place++) {
    findPartner(place);
  }

  const cheapest = (): readonly [number, number] => {
    for (;;) {
      let first = order[0]!;
      for (const group of order) {
        if (cost[group]! < cost[first]! || (cost[group] === cost[first] && group < first)) {
          first = group;
        }
      }
      if (stale[first] === 0) {
        return [first, partner[first]!];
      }
      findPartner(order.indexOf(first));
    }
  };
  const merged = (kept: number, gone: number, place: number): void => {
    loss[kept] = 0;
    stale[kept] = 0;
    findPartner(place);
    for (let at = 0; at < order.length; at++) {
      const group = order[at]!;
      if (group === kept) {
        continue;
      }
      if (partner[group] === kept || partner[group] === gone) {
        stale[group] = 1;
      }
      const bound = sizes[group]! * (rates[kept]! - rates[group]!) + loss[group]!;
      if (at < place && bound < cost[group]!) {
        prefer(group, kept, rise(group, kept));
      }
    }
  };
  return { cheapest, merged };
}
