import { changeRate, DISAGREEMENT, sharingValue } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import { nearestPowerOfTwo } from './nearest-power-of-two.ts';

/**
 * A partition of the paths that only ever merges: the state that canonical and greedy merging work on.
 * A group goes by its smallest path index, so that its name does not depend on how it came about.
 * Cost: O(n × words) to begin with, O(words) per merge.
 */
export interface Groups {
  readonly model: PullModel;
  readonly alive: Uint8Array;
  /** bytes, as decisions see them */
  readonly sizes: Float64Array;
  readonly rates: Float64Array;
  /** popularity of what is held by the same images throughout, else 0 */
  readonly shares: Float64Array;
  /** what it is worth that other images have the group as a layer, 0..1 */
  readonly sharing: Float64Array;
  readonly events: Int32Array;
  readonly holders: Int32Array;
  /** 1: the group is dust, to be attached to a layer at the end */
  readonly dust: Uint8Array;
  /** members of a group: a list from its smallest member on, -1 at its end */
  readonly next: Int32Array;
  readonly tail: Int32Array;
}

export function singleGroups(model: PullModel, dust: Uint8Array): Groups {
  const { n, words } = model;
  const sizes = new Float64Array(n);
  const rates = new Float64Array(n);
  const tail = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    sizes[i] = nearestPowerOfTwo(model.narSizes[i]!);
    rates[i] = changeRate(model, model.events, i * words, model.events, i * words);
    tail[i] = i;
  }
  return {
    model,
    alive: new Uint8Array(n).fill(1),
    sizes,
    rates,
    shares: model.shares.slice(),
    sharing: model.shares.map(sharingValue),
    events: model.events.slice(),
    holders: model.holders.slice(),
    dust: dust.slice(),
    next: new Int32Array(n).fill(-1),
    tail,
  };
}

/** Merges group b into group a, a < b; the merged group has this share. */
export function mergeInto(groups: Groups, a: number, b: number, share: number): void {
  const { model, events, holders } = groups;
  const { words, holderWords } = model;
  for (let w = 0; w < words; w++) {
    events[a * words + w] = events[a * words + w]! | events[b * words + w]!;
  }
  for (let w = 0; w < holderWords; w++) {
    holders[a * holderWords + w] = holders[a * holderWords + w]! & holders[b * holderWords + w]!;
  }
  groups.sizes[a] = groups.sizes[a]! + groups.sizes[b]!;
  groups.rates[a] = changeRate(model, events, a * words, events, a * words);
  groups.shares[a] = share;
  groups.sharing[a] = sharingValue(share) * (1 - DISAGREEMENT);
  groups.alive[b] = 0;
  if (groups.dust[b] === 0) {
    groups.dust[a] = 0;
  }
  groups.next[groups.tail[a]!] = b;
  groups.tail[a] = groups.tail[b]!;
}

/** Members of a group, ascending. */
export function membersOf(groups: Groups, group: number): Uint32Array {
  const members: number[] = [];
  for (let path = group; path >= 0; path = groups.next[path]!) {
    members.push(path);
  }
  return Uint32Array.from(members).sort();
}
