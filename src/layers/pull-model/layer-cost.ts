import { lowestBit, popcount } from '../../graph/bits.ts';
import { POPULAR_SHARE, type PullModel } from './pull-model.ts';

/** What the model expects of a layer. */
export interface LayerCost {
  /** The chance that the next update changes it, 0 to 1. */
  readonly changeProbability: number;
  /** What its bytes are pulled for, releases included: changeProbability + release chance × weight. */
  readonly rate: number;
  /** The part of images that are likely to have the same layer, 0 to 1. */
  readonly share: number;
  /** Bytes per update. */
  readonly cost: number;
}

/**
 * What a layer of these paths costs, in bytes per update: the one definition of it.
 *
 *   cost = narSize × (rate + sharingWeight × (1 − value of its share))
 *   rate = RELEASE_WEIGHT × Σ chance of the roots that it holds + W ÷ (W + HALF_WEIGHT)
 *
 * W is the weight of the distinct update events in the union of its members' closures. How much an
 * update brings varies: with an exponentially distributed amount, the chance that it touches the
 * union is x ÷ (1 + x), x = W ÷ HALF_WEIGHT. That follows the changes seen on the corpora from 2 to
 * some hundred paths, where 1 − Π (1 − q) is far too sure that large unions change.
 *
 * A single path is shared as its popularity tells. Several are shared only where whoever holds one
 * holds all: where a common referrer is as popular as the most popular of them.
 * O(members × words).
 */
export function layerCost(model: PullModel, members: ArrayLike<number>): LayerCost {
  return costOfHoldings(model, layerHoldings(model, members));
}

/** What of a set of paths its cost depends on. */
export interface LayerHoldings {
  readonly paths: number;
  /** Bytes. */
  readonly narSize: number;
  /** The largest popularity share among the paths. */
  readonly mostPopular: number;
  /** The update events in the union of their closures, one row. */
  readonly events: Int32Array;
  /** The roots in it, a word of bits. */
  readonly roots: number;
  /** The popular paths that hold all of them, one row. */
  readonly holders: Int32Array;
}

/** Gathers what the cost of a set of paths depends on. O(members × words). */
export function layerHoldings(model: PullModel, members: ArrayLike<number>): LayerHoldings {
  const { holderWords, holders: holderRows } = model;
  const holders = new Int32Array(holderWords).fill(-1);
  let narSize = 0;
  let mostPopular = 0;
  let roots = 0;
  for (let position = 0; position < members.length; position++) {
    const path = members[position]!;
    narSize += model.narSizes[path]!;
    mostPopular = Math.max(mostPopular, model.shares[path]!);
    roots |= model.roots[path]!;
    for (let word = 0; word < holderWords; word++) {
      holders[word]! &= holderRows[path * holderWords + word]!;
    }
  }
  const events = eventsOf(model, members);
  return { paths: members.length, narSize, mostPopular, events, roots, holders };
}

/** The update events in the union of the closures of these paths, one row. */
export function eventsOf(
  { words, events: { rowOf, offsets, places, bits, witnesses } }: PullModel,
  members: ArrayLike<number>,
): Int32Array {
  const union = new Int32Array(words);
  for (let position = 0; position < members.length; position++) {
    const row = rowOf[members[position]!]!;
    const witness = witnesses[row]!;
    if (witness >= 0 && (union[witness >> 5]! & (1 << (witness & 31))) !== 0) {
      continue;
    }
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      union[places[at]!]! |= bits[at]!;
    }
  }
  return union;
}

/** The cost of a set of paths, from what it depends on. O(words). */
export function costOfHoldings(model: PullModel, holdings: LayerHoldings): LayerCost {
  const { paths, narSize, mostPopular, events, roots } = holdings;
  const weight = weightTogether(model.wordWeights, events, 0, events, 0);
  const changeProbability = rateOfWeight(model, weight);
  const rate = changeProbability + releaseRate(model, roots);
  const share = paths === 1 ? mostPopular : jointShare(model, holdings, holdings);
  const value = sharingValue(share) * (paths === 1 ? 1 : 1 - DISAGREEMENT);
  const cost = narSize * (rate + model.sharingWeight * (1 - value));
  return { changeProbability, rate, share, cost };
}

/** The cost of two disjoint sets of paths as one layer. O(words). */
export function costTogether(model: PullModel, a: LayerHoldings, b: LayerHoldings): number {
  const weight = weightTogether(model.wordWeights, a.events, 0, b.events, 0);
  const rate = rateOfWeight(model, weight) + releaseRate(model, a.roots | b.roots);
  return costTogetherAt(model, a, b, rate);
}

/** What two disjoint sets of paths would cost as one layer of this rate. */
export function costTogetherAt(
  model: PullModel,
  a: LayerHoldings,
  b: LayerHoldings,
  rate: number,
): number {
  const value = sharingValue(jointShare(model, a, b)) * (1 - DISAGREEMENT);
  return (a.narSize + b.narSize) * (rate + model.sharingWeight * (1 - value));
}

/** The share of several paths together, 0 where not the same images hold them. */
function jointShare(model: PullModel, a: LayerHoldings, b: LayerHoldings): number {
  const common = commonShare(model, a.holders, 0, b.holders, 0);
  return sameHolders(common, a.mostPopular, b.mostPopular) ? common : 0;
}

/** A release comes this often per update; from 2 on the application keeps a layer of its own. */
const RELEASE_WEIGHT = 3;

/** The weight of a union that every second update touches: 64 large rare paths; 40 to 60 were seen. */
const HALF_WEIGHT = 1024;

/** Shares this close are taken as equal. */
const SAME_SHARE = 0.999;

/** What one of thirty images holds is held by this image alone. */
const OWN_SHARE = 1 / 30;

/** The chance that another image which holds the same popular paths does not group them alike. */
export const DISAGREEMENT = 0.06;

/** The weight of the update events that either of two rows has. */
export function weightTogether(
  wordWeights: Int32Array,
  a: Int32Array,
  rowA: number,
  b: Int32Array,
  rowB: number,
): number {
  let weight = 0;
  for (let word = 0; word < wordWeights.length; word++) {
    weight += popcount(a[rowA + word]! | b[rowB + word]!) * wordWeights[word]!;
  }
  return weight;
}

/** The chance that an update changes what events of this weight reach. */
export function rateOfWeight(model: PullModel, weight: number): number {
  const scaled = weight * model.weightScale;
  return scaled / (scaled + HALF_WEIGHT);
}

/** A limit on weights takes so much more than it should, lest rounding cut what is equal. */
const SLACK = 1 + 1e-9;

/**
 * A weight over which `rateOfWeight` is sure to be over this rate; Infinity for a rate that no weight
 * has.
 */
export function mostWeightAt(model: PullModel, rate: number): number {
  const limit = Math.max(0, rate);
  return limit < 1
    ? ((HALF_WEIGHT * limit) / (1 - limit) / model.weightScale) * SLACK
    : Number.POSITIVE_INFINITY;
}

/** What bytes are pulled for by releases of these roots, a word of bits. */
export function releaseRate(model: PullModel, roots: number): number {
  let chance = 0;
  for (let left = roots; left !== 0; left &= left - 1) {
    chance += model.releaseChances[lowestBit(left)]!;
  }
  return RELEASE_WEIGHT * chance;
}

/** The share of the most popular path that the holders of both rows have in common, 0 for none. */
export function commonShare(
  model: PullModel,
  a: Int32Array,
  rowA: number,
  b: Int32Array,
  rowB: number,
): number {
  for (let word = 0; word < model.holderWords; word++) {
    const both = a[rowA + word]! & b[rowB + word]!;
    if (both !== 0) {
      return model.shares[model.popular[word * 32 + lowestBit(both)]!]!;
    }
  }
  return 0;
}

/** Whether sets of these shares are held by the same images, if this is their common share. */
export function sameHolders(common: number, a: number, b: number): boolean {
  return common >= POPULAR_SHARE && common >= SAME_SHARE * Math.max(a, b);
}

/**
 * What it is worth that other images have a layer of this share, 0 to 1: half the share itself, for a
 * client that pulls another image; half 1 − OWN_SHARE ÷ share, for a registry, which keeps the
 * layer once for all that have it, so that even two save half.
 */
export function sharingValue(share: number): number {
  return 0.5 * share + 0.5 * Math.max(0, 1 - OWN_SHARE / Math.max(share, OWN_SHARE));
}
