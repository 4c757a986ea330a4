import { popcount } from '../../graph/bits.ts';
import {
  DISAGREEMENT,
  mostWeightAt,
  rateOfWeight,
  releaseRate,
  sharingValue,
  weightTogether,
} from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import { type ContractedEvents, contractEvents } from './contract-events.ts';
import { nearestPowerOfTwo } from './nearest-power-of-two.ts';
import { DUST, type Roles } from './roles.ts';

/**
 * A partition of the paths that decisions look at, which only ever merges: what canonical and greedy
 * merging work on. A group goes by the position of its smallest path, so that its name does not
 * depend on how it came about.
 */
export interface Groups {
  readonly model: PullModel;
  /** The paths that it is about, ascending; all else goes by positions in it. */
  readonly paths: Uint32Array;
  /** The part that each path of the closure plays. */
  readonly roles: Roles;
  readonly alive: Uint8Array;
  /** Bytes, as decisions see them. */
  readonly sizes: Float64Array;
  /** What the bytes of a group are pulled for. */
  readonly rates: Float64Array;
  /** Popularity of what is held by the same images throughout, else 0. */
  readonly shares: Float64Array;
  /** What it is worth that other images have the group as a layer, 0 to 1. */
  readonly sharing: Float64Array;
  /** The update events of each group, as rows and as numbers. */
  readonly events: ContractedEvents;
  /** The weight of all of them. */
  readonly weights: Int32Array;
  /** The roots that each group holds, a word of bits. */
  readonly roots: Int32Array;
  /** The popular paths that hold all of a group, rows of `holderWords`. */
  readonly holders: Int32Array;
  /** 1: the group is dust, to be attached to a layer at the end. */
  readonly dust: Uint8Array;
  /** Members of a group: a list from its smallest member on, −1 at its end. */
  readonly next: Int32Array;
  readonly tail: Int32Array;
}

/** Each of the paths a group of its own. O(p·w) for p paths and rows of w words. */
export function singleGroups(model: PullModel, roles: Roles, paths: Uint32Array): Groups {
  const { holders, holderWords } = model;
  const events = contractEvents(model, paths);
  const groups: Groups = {
    model,
    paths,
    roles,
    alive: new Uint8Array(paths.length).fill(1),
    sizes: Float64Array.from(paths, (path) => nearestPowerOfTwo(model.narSizes[path]!)),
    rates: new Float64Array(paths.length),
    shares: Float64Array.from(paths, (path) => model.shares[path]!),
    sharing: Float64Array.from(paths, (path) => sharingValue(model.shares[path]!)),
    events,
    weights: Int32Array.from(paths.keys(), (group) => weightOf(events, group)),
    roots: Int32Array.from(paths, (path) => model.roots[path]!),
    holders: new Int32Array(paths.length * holderWords),
    dust: dustFlags(roles, paths),
    next: new Int32Array(paths.length).fill(-1),
    tail: Int32Array.from(paths.keys()),
  };
  paths.forEach((path, group) => {
    const row = path * holderWords;
    groups.holders.set(holders.subarray(row, row + holderWords), group * holderWords);
    groups.rates[group] = rateTogether(groups, group, group);
  });
  return groups;
}

function weightOf(
  { rows, words, wordWeights, ownWeights }: ContractedEvents,
  group: number,
): number {
  const row = group * words;
  return ownWeights[group]! + weightTogether(wordWeights, rows, row, rows, row);
}

/** A flag for each of the paths that is dust. */
export function dustFlags(roles: Roles, paths: Uint32Array): Uint8Array {
  return Uint8Array.from(paths, (path) => (roles[path] === DUST ? 1 : 0));
}

/** The same groups, to merge on their own. */
export function copyOf(groups: Groups): Groups {
  const { events } = groups;
  return {
    ...groups,
    alive: groups.alive.slice(),
    sizes: groups.sizes.slice(),
    rates: groups.rates.slice(),
    shares: groups.shares.slice(),
    sharing: groups.sharing.slice(),
    events: { ...events, rows: events.rows.slice(), ownWeights: events.ownWeights.slice() },
    weights: groups.weights.slice(),
    roots: groups.roots.slice(),
    holders: groups.holders.slice(),
    dust: groups.dust.slice(),
    next: groups.next.slice(),
    tail: groups.tail.slice(),
  };
}

/** Merges group b into group a, a < b; the merged group has this share. O(words). */
export function mergeInto(groups: Groups, a: number, b: number, share: number): void {
  const { model, events, holders, sizes } = groups;
  const { rows, words, ownWeights } = events;
  for (let word = 0; word < words; word++) {
    rows[a * words + word]! |= rows[b * words + word]!;
  }
  for (let word = 0; word < model.holderWords; word++) {
    holders[a * model.holderWords + word]! &= holders[b * model.holderWords + word]!;
  }
  ownWeights[a]! += ownWeights[b]!;
  groups.weights[a] = weightOf(events, a);
  groups.roots[a]! |= groups.roots[b]!;
  sizes[a]! += sizes[b]!;
  groups.rates[a] = rateTogether(groups, a, a);
  groups.shares[a] = share;
  groups.sharing[a] = sharingValue(share) * (1 - DISAGREEMENT);
  groups.alive[b] = 0;
  groups.dust[a]! &= groups.dust[b]!;
  groups.next[groups.tail[a]!] = b;
  groups.tail[a] = groups.tail[b]!;
}

/**
 * What the bytes of two groups are pulled for as one layer; of a group with itself, its own rate.
 *
 * @param most a rate over this need not be told: Infinity will do
 */
export function rateTogether(
  groups: Groups,
  a: number,
  b: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const release = releaseRate(groups.model, groups.roots[a]! | groups.roots[b]!);
  return updateRateTogether(groups, a, b, most - release) + release;
}

/** The same without releases. */
export function updateRateTogether(
  { model, events, weights }: Groups,
  a: number,
  b: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const { rows, words, wordWeights, ownWeights } = events;
  const mostWeight = mostWeightAt(model, most);
  // all of the heavier, and what the lighter adds to it
  const heavier = weights[a]! < weights[b]! ? b : a;
  const lighter = heavier === a ? b : a;
  let weight = weights[heavier]! + (a === b ? 0 : ownWeights[lighter]!);
  const from = heavier * words;
  const to = lighter * words;
  for (let word = 0; word < words && weight <= mostWeight; word++) {
    const added = rows[to + word]! & ~rows[from + word]!;
    if (added !== 0) {
      weight += popcount(added) * wordWeights[word]!;
    }
  }
  return weight > mostWeight ? Number.POSITIVE_INFINITY : rateOfWeight(model, weight);
}

/** The groups that there are, ascending; those that are no dust. */
export function coreGroups({ alive, dust }: Groups): number[] {
  return [...alive.keys()].filter((group) => alive[group] === 1 && dust[group] === 0);
}

/** The groups of dust that there are, ascending. */
export function dustGroups({ alive, dust }: Groups): number[] {
  return [...alive.keys()].filter((group) => alive[group] === 1 && dust[group] === 1);
}

/** Members of a group, as positions in `paths`, ascending. */
export function membersOf(groups: Groups, group: number): number[] {
  const members: number[] = [];
  for (let member = group; member >= 0; member = groups.next[member]!) {
    members.push(member);
  }
  return members.sort((a, b) => a - b);
}
