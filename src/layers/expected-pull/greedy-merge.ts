import { changeRate } from '../pull-model/layer-cost.ts';
import { type Groups, mergeInto } from './groups.ts';

/**
 * Greedy merging: joins the two groups whose union costs least more, until `target` groups that are no dust are left,
 * and further while a merge costs less than `layerOverhead`. A group merged here is shared with nobody.
 *
 * Groups are kept in ascending order of their rate R. The pair a, b with R(a) ≤ R(b) belongs to a; its rise is at least
 * size(a) × (R(b) − R(a)), so the scan for a's partner stops where that alone exceeds the best found.
 * Assumes few groups (a few per layer: the rest is dust). Cost: O(g² × words) at worst, g groups.
 * Ties go to the smaller index.
 */
export function greedyMerge(groups: Groups, target: number, layerOverhead: number): void {
  const { model, sizes, rates, sharing, events } = groups;
  const { n, words, sharingWeight } = model;
  const ids: number[] = [];
  for (let i = 0; i < n; i++) {
    if (groups.alive[i] === 1 && groups.dust[i] === 0) {
      ids.push(i);
    }
  }
  ids.sort((a, b) => rates[a]! - rates[b]! || a - b);

  // what a group loses by not being shared any more
  const loss = new Float64Array(n);
  for (const id of ids) {
    loss[id] = sharingWeight * sizes[id]! * sharing[id]!;
  }
  const best = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const partner = new Int32Array(n).fill(-1);
  const stale = new Uint8Array(n);
  const rise = (a: number, b: number): number => {
    const rate = changeRate(model, events, a * words, events, b * words);
    return sizes[a]! * (rate - rates[a]!) + sizes[b]! * (rate - rates[b]!) + loss[a]! + loss[b]!;
  };
  const findPartner = (at: number): void => {
    const a = ids[at]!;
    const rateA = rates[a]!;
    const sizeA = sizes[a]!;
    const lossA = loss[a]!;
    let least = Number.POSITIVE_INFINITY;
    let found = -1;
    for (let k = at + 1; k < ids.length; k++) {
      const b = ids[k]!;
      const bound = sizeA * (rates[b]! - rateA) + lossA;
      if (bound >= least) {
        break;
      }
      if (bound + loss[b]! >= least) {
        continue;
      }
      const cost = rise(a, b);
      if (cost < least) {
        least = cost;
        found = b;
      }
    }
    best[a] = least;
    partner[a] = found;
  };
  for (let k = 0; k < ids.length; k++) {
    findPartner(k);
  }

  while (ids.length > 1) {
    let first = -1;
    for (const id of ids) {
      const cost = best[id]!;
      if (first < 0 || cost < best[first]! || (cost === best[first] && id < first)) {
        first = id;
      }
    }
    const second = partner[first]!;
    if (second < 0 && stale[first] === 0) {
      return;
    }
    if (stale[first] === 1) {
      // its partner has merged: what it cost is a lower bound, looked up again only now
      stale[first] = 0;
      findPartner(ids.indexOf(first));
      continue;
    }
    if (ids.length <= target && best[first]! >= layerOverhead) {
      return;
    }

    // the smaller index stays and moves to its new place
    const kept = Math.min(first, second);
    const gone = Math.max(first, second);
    mergeInto(groups, kept, gone, 0);
    loss[kept] = 0;
    ids.splice(ids.indexOf(gone), 1);
    ids.splice(ids.indexOf(kept), 1);
    const rate = rates[kept]!;
    let place = 0;
    while (place < ids.length) {
      const id = ids[place]!;
      if (rates[id]! > rate || (rates[id] === rate && id > kept)) {
        break;
      }
      place++;
    }
    ids.splice(place, 0, kept);

    // only groups that pointed at the pair, or that come before the new one and may prefer it, look again
    stale[kept] = 0;
    findPartner(place);
    for (let k = 0; k < ids.length; k++) {
      const id = ids[k]!;
      if (id === kept) {
        continue;
      }
      if (partner[id] === kept || partner[id] === gone) {
        stale[id] = 1;
      } else if (k < place) {
        const bound = sizes[id]! * (rate - rates[id]!) + loss[id]!;
        if (bound >= best[id]!) {
          continue;
        }
        const cost = rise(id, kept);
        if (cost < best[id]!) {
          best[id] = cost;
          partner[id] = kept;
          stale[id] = 0;
        }
      }
    }
  }
}
