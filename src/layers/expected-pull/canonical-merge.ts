import { commonShare, DISAGREEMENT, sameHolders, updateRate } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import { type Groups, mergeInto, singleGroups } from './groups.ts';

/**
 * Canonical merging: joins popular paths in a way that other images repeat, before this image's own needs are looked at.
 *
 * Two groups are joined only where whoever holds one holds the other (a common referrer is as popular as they
 * are), cheapest first, while the rise of the cost stays below a price per layer that knows the budget and nothing of the image.
 * What it looks at (closures, popularity, sizes) is the same in every image that holds the
 * group; so the layer is too, and keeps its share. Roots stay out: what is released differs between images.
 *
 * If too few groups are left to use the budget, layers that matter least to others (size × share) are taken apart again, last merge first.
 * Cost: O(p²) pairs of p popular paths at worst (p ≤ 1024), most cut short by the price. Ties go by index.
 */

/** Byte-changes per update that a layer is worth at PRICE_BUDGET layers; best of a sweep from 3·10⁵ to 10⁷ on bookworm. */
const LAYER_PRICE = 3e6;
const PRICE_BUDGET = 24;

export function layerPrice(budget: number): number {
  const ratio = PRICE_BUDGET / budget;
  return LAYER_PRICE * ratio * ratio;
}

export function canonicalGroups(model: PullModel, dust: Uint8Array, budget: number): Groups {
  const groups = singleGroups(model, dust);
  if (model.popular.length === 0) {
    return groups;
  }
  const merges = mergeByPrice(groups, layerPrice(budget));
  const kept = takeApart(groups, dust, merges, budget);
  if (kept.length === merges.length) {
    return groups;
  }
  const again = singleGroups(model, dust);
  for (const merge of kept) {
    mergeInto(again, merge.a, merge.b, merge.share);
  }
  return again;
}

interface Merge {
  readonly a: number;
  readonly b: number;
  readonly share: number;
}

function mergeByPrice(groups: Groups, price: number): Merge[] {
  const { model } = groups;
  const { words, holderWords } = model;
  const isRoot = new Uint8Array(model.n);
  for (const root of model.releaseRoots) {
    isRoot[root] = 1;
  }
  const ids = Array.from(model.popular.filter((path) => isRoot[path] === 0)).sort((a, b) => a - b);
  const rates = new Float64Array(model.n);
  for (const id of ids) {
    rates[id] = updateRate(model, groups.events, id * words, groups.events, id * words);
  }

  // a single path is shared for certain, a layer of several only if others group alike
  const riskOf = (id: number): number =>
    groups.next[id] === -1
      ? model.sharingWeight * DISAGREEMENT * groups.sizes[id]! * groups.sharing[id]!
      : 0;
  // rise of the cost if a and b become one layer; Infinity where that is not canonical or too dear
  const rise = (a: number, b: number, limit: number): number => {
    const sizeA = groups.sizes[a]!;
    const sizeB = groups.sizes[b]!;
    const rateA = rates[a]!;
    const rateB = rates[b]!;
    const least = rateA < rateB ? sizeA * (rateB - rateA) : sizeB * (rateA - rateB);
    if (least > limit) {
      return Number.POSITIVE_INFINITY;
    }
    const common = commonShare(
      model,
      groups.holders,
      a * holderWords,
      groups.holders,
      b * holderWords,
    );
    if (!sameHolders(common, groups.shares[a]!, groups.shares[b]!)) {
      return Number.POSITIVE_INFINITY;
    }
    const rate = updateRate(model, groups.events, a * words, groups.events, b * words);
    return sizeA * (rate - rateA) + sizeB * (rate - rateB) + riskOf(a) + riskOf(b);
  };
  const best = new Float64Array(model.n).fill(Number.POSITIVE_INFINITY);
  const partner = new Int32Array(model.n).fill(-1);
  const findPartner = (k: number): void => {
    const a = ids[k]!;
    let least = Number.POSITIVE_INFINITY;
    let found = -1;
    for (let l = k + 1; l < ids.length; l++) {
      const b = ids[l]!;
      if (groups.alive[b] === 0) {
        continue;
      }
      const cost = rise(a, b, Math.min(price, least));
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

  const merges: Merge[] = [];
  for (;;) {
    let a = -1;
    for (const id of ids) {
      if (groups.alive[id] === 1 && best[id]! <= price && (a < 0 || best[id]! < best[a]!)) {
        a = id;
      }
    }
    if (a < 0) {
      return merges;
    }
    const b = partner[a]!;
    const share = commonShare(
      model,
      groups.holders,
      a * holderWords,
      groups.holders,
      b * holderWords,
    );
    merges.push({ a, b, share });
    mergeInto(groups, a, b, share);
    rates[a] = updateRate(model, groups.events, a * words, groups.events, a * words);
    for (let k = 0; k < ids.length; k++) {
      const id = ids[k]!;
      if (groups.alive[id] === 0) {
        continue;
      }
      if (id === a || partner[id] === a || partner[id] === b) {
        findPartner(k);
      } else if (id < a) {
        const cost = rise(id, a, Math.min(price, best[id]!));
        if (cost < best[id]!) {
          best[id] = cost;
          partner[id] = a;
        }
      }
    }
  }
}

/** The merges that stay when as many groups as the budget are needed (dust does not count while other groups can be had). */
function takeApart(
  groups: Groups,
  dust: Uint8Array,
  merges: readonly Merge[],
  budget: number,
): Merge[] {
  let count = 0;
  for (let i = 0; i < groups.model.n; i++) {
    if (groups.alive[i] === 1 && groups.dust[i] === 0) {
      count++;
    }
  }
  if (count >= budget || merges.length === 0) {
    return merges.slice();
  }

  // merges of each layer, in the order they were made
  const layerOf = new Map<number, number>();
  const byLayer = new Map<number, number[]>();
  for (let k = merges.length - 1; k >= 0; k--) {
    const { a, b } = merges[k]!;
    const layer = layerOf.get(a) ?? a;
    layerOf.set(a, layer);
    layerOf.set(b, layer);
    const list = byLayer.get(layer);
    if (list === undefined) {
      byLayer.set(layer, [k]);
    } else {
      list.push(k);
    }
  }
  const value = (layer: number): number => groups.sizes[layer]! * groups.shares[layer]!;
  const layers = Array.from(byLayer.keys()).sort((a, b) => value(a) - value(b) || a - b);

  // core[k]: whether each side of merge k held more than dust when it was made
  const holdsCore = new Uint8Array(groups.model.n);
  for (let i = 0; i < groups.model.n; i++) {
    holdsCore[i] = dust[i] === 0 ? 1 : 0;
  }
  const adds = new Uint8Array(merges.length);
  merges.forEach(({ a, b }, k) => {
    adds[k] = holdsCore[a] === 1 && holdsCore[b] === 1 ? 1 : 0;
    if (holdsCore[b] === 1) {
      holdsCore[a] = 1;
    }
  });
  const dropped = new Uint8Array(merges.length);
  for (const layer of layers) {
    for (const k of byLayer.get(layer) ?? []) {
      if (count >= budget) {
        break;
      }
      dropped[k] = 1;
      count += adds[k]!;
    }
  }
  return merges.filter((_, k) => dropped[k] === 0);
}
