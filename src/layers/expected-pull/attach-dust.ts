import { popcount } from '../../graph/bits.ts';
import {
  rateOfWeight,
  releaseRate,
  weightOfRate,
  weightTogether,
} from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import { nearestPowerOfTwo } from './nearest-power-of-two.ts';

/** A layer as it is before dust joins it. */
export interface FinishedLayer {
  readonly members: readonly number[];
  /** Bytes, as decisions see them. */
  readonly size: number;
  /** What it is worth that other images have it, 0 to 1. */
  readonly sharing: number;
}

/**
 * Adds each set of dust to the finished layer where it costs least: by what it adds to that layer's
 * rate, by what it is itself pulled for more, and by what the layer loses by being shared no more.
 * Each is judged against the layers without dust, so none has an effect on another, and a small path
 * that comes or goes moves nothing else.
 *
 * Ties go to the earlier layer. O(dust × layers × words) at worst, but only the words count in which
 * the dust has events, and the layer of a referrer, whose events cover the dust's own, bounds the
 * search from the start.
 *
 * @param dust sets of paths, each of which stays together
 * @returns the members of each layer, dust included
 */
export function attachDust(
  model: PullModel,
  layers: readonly FinishedLayer[],
  dust: readonly (readonly number[])[],
): number[][] {
  const targets = layers.map((layer) => targetOf(model, layer));
  const above = steadiestLayerAbove(model, layers, targets);
  const joined = layers.map(({ members }) => [...members]);
  for (const members of dust) {
    const layer = cheapestTarget(model, targets, dustOf(model, members), above[members[0]!]!);
    for (const path of members) {
      joined[layer]!.push(path);
    }
  }
  return joined;
}

/** A finished layer as dust sees it. */
interface Target {
  readonly size: number;
  /** The events in the union of its members' closures, one row. */
  readonly row: Int32Array;
  readonly weight: number;
  readonly rate: number;
  /** What it loses by being shared no more. */
  readonly loss: number;
}

function targetOf(model: PullModel, { members, size, sharing }: FinishedLayer): Target {
  const row = unionRow(model, members);
  const weight = weightTogether(model.wordWeights, row, 0, row, 0);
  const rate = rateOf(model, weight, row[model.words - 1]!);
  return { size, row, weight, rate, loss: model.sharingWeight * size * sharing };
}

/** A set of dust as layers see it. */
interface Dust {
  readonly size: number;
  readonly row: Int32Array;
  /** The words of update events in its row that are not 0. */
  readonly filled: readonly number[];
  readonly rate: number;
}

function dustOf(model: PullModel, members: readonly number[]): Dust {
  const size = members.reduce((sum, path) => sum + nearestPowerOfTwo(model.narSizes[path]!), 0);
  const first = members[0]! * model.words;
  const row =
    members.length === 1
      ? model.events.subarray(first, first + model.words)
      : unionRow(model, members);
  const filled: number[] = [];
  let weight = 0;
  for (let word = 0; word < model.words - 1; word++) {
    if (row[word] !== 0) {
      filled.push(word);
      weight += popcount(row[word]!) * model.wordWeights[word]!;
    }
  }
  return { size, row, filled, rate: rateOf(model, weight, row[model.words - 1]!) };
}

function unionRow({ events, words }: PullModel, members: readonly number[]): Int32Array {
  const row = new Int32Array(words);
  for (const path of members) {
    for (let word = 0; word < words; word++) {
      row[word]! |= events[path * words + word]!;
    }
  }
  return row;
}

function rateOf(model: PullModel, weight: number, roots: number): number {
  return rateOfWeight(model, weight) + releaseRate(model, roots);
}

/** A limit on weights takes so much more than it should, lest rounding cut what is equal. */
const SLACK = 1 + 1e-9;

/** The layer where dust costs least, tried from the one above it on; −1 where there is no layer. */
function cheapestTarget(
  model: PullModel,
  targets: readonly Target[],
  dust: Dust,
  above: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  let to = -1;
  const consider = (layer: number): void => {
    const target = targets[layer]!;
    const cost = costIn(model, target, dust, least);
    if (cost < least || (cost === least && layer < to)) {
      least = cost;
      to = layer;
    }
  };
  if (above >= 0) {
    consider(above);
  }
  for (let layer = 0; layer < targets.length; layer++) {
    consider(layer);
  }
  return to;
}

/** What dust adds to the cost if it joins this layer; Infinity, soon, where that is over the limit. */
function costIn(model: PullModel, target: Target, dust: Dust, limit: number): number {
  const { wordWeights, words } = model;
  const { row, filled } = dust;
  const targetRow = target.row;
  const release = releaseRate(model, row[words - 1]! | targetRow[words - 1]!);
  const now = target.size * target.rate + dust.size * dust.rate - target.loss;
  const mostRate = (limit + now) / (target.size + dust.size) - release;
  const mostWeight = weightOfRate(model, Math.max(0, mostRate)) * SLACK;
  let { weight } = target;
  for (let position = 0; position < filled.length && weight <= mostWeight; position++) {
    const word = filled[position]!;
    weight += popcount(row[word]! & ~targetRow[word]!) * wordWeights[word]!;
  }
  if (weight > mostWeight) {
    return Number.POSITIVE_INFINITY;
  }
  const rate = rateOfWeight(model, weight) + release;
  return target.size * (rate - target.rate) + dust.size * (rate - dust.rate) + target.loss;
}

/** For each path in no layer, the layer of lowest rate that holds a referrer; −1 for none. */
function steadiestLayerAbove(
  { n, upwards, references }: PullModel,
  layers: readonly FinishedLayer[],
  targets: readonly Target[],
): Int32Array {
  const above = new Int32Array(n).fill(-1);
  const inLayer = new Uint8Array(n);
  layers.forEach(({ members }, layer) => {
    for (const path of members) {
      above[path] = layer;
      inLayer[path] = 1;
    }
  });
  const rateAt = (path: number): number =>
    above[path]! < 0 ? Number.POSITIVE_INFINITY : targets[above[path]!]!.rate;
  for (let position = n - 1; position >= 0; position--) {
    const path = upwards[position]!;
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      const target = references.targets[edge]!;
      if (inLayer[target] === 0 && rateAt(path) < rateAt(target)) {
        above[target] = above[path]!;
      }
    }
  }
  return above;
}
