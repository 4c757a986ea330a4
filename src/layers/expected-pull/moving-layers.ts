import { popcount } from '../../graph/bits.ts';
import { rateOfWeight, releaseRate, weightTogether } from '../pull-model/layer-cost.ts';
import type { Groups } from './groups.ts';

/** What moves as a whole, groups before greedy merging: a path or a canonical layer each. */
export type Units = Pick<Groups, 'model' | 'sizes' | 'rates' | 'sharing' | 'events' | 'roots'>;

/**
 * Layers that units move between, and what the search for moves asks of each: one number a layer, or
 * one row of words.
 */
export interface MovingLayers {
  readonly units: Units;
  /** The units of each layer, ascending. */
  readonly members: number[][];
  readonly sizes: Float64Array;
  /** What its units are worth to other images as layers of their own, in bytes. */
  readonly shared: Float64Array;
  readonly rates: Float64Array;
  readonly costs: Float64Array;
  readonly ownWeights: Float64Array;
  readonly roots: Int32Array;
  /** Rows of events that any of its units has, and of those that two or more have. */
  readonly held: Int32Array;
  readonly heldTwice: Int32Array;
}

/** @param layers the units of each layer, ascending. O(units × words). */
export function movingLayers(units: Units, layers: readonly (readonly number[])[]): MovingLayers {
  const { length } = layers;
  const moving: MovingLayers = {
    units,
    members: layers.map((members) => members.slice()),
    sizes: new Float64Array(length),
    shared: new Float64Array(length),
    rates: new Float64Array(length),
    costs: new Float64Array(length),
    ownWeights: new Float64Array(length),
    roots: new Int32Array(length),
    held: new Int32Array(length * units.events.words),
    heldTwice: new Int32Array(length * units.events.words),
  };
  for (let layer = 0; layer < length; layer++) {
    takeStock(moving, layer);
  }
  return moving;
}

/** Moves a unit from one layer to another. O(members × words). */
export function moveUnit(moving: MovingLayers, unit: number, from: number, to: number): void {
  const { members } = moving;
  members[from]!.splice(members[from]!.indexOf(unit), 1);
  members[to]!.push(unit);
  members[to]!.sort((a, b) => a - b);
  takeStock(moving, from);
  takeStock(moving, to);
}

/** Gathers anew what is asked of a layer. */
function takeStock(moving: MovingLayers, layer: number): void {
  const { units, held, heldTwice } = moving;
  const { rows, words, wordWeights, ownWeights } = units.events;
  const start = layer * words;
  held.fill(0, start, start + words);
  heldTwice.fill(0, start, start + words);
  let [size, shared, ownWeight, roots] = [0, 0, 0, 0];
  for (const unit of moving.members[layer]!) {
    const row = unit * words;
    for (let word = 0; word < words; word++) {
      const bits = rows[row + word]!;
      if (bits !== 0) {
        heldTwice[start + word]! |= held[start + word]! & bits;
        held[start + word]! |= bits;
      }
    }
    size += units.sizes[unit]!;
    shared += units.sizes[unit]! * units.sharing[unit]!;
    ownWeight += ownWeights[unit]!;
    roots |= units.roots[unit]!;
  }
  const weight = ownWeight + weightTogether(wordWeights, held, start, held, start);
  const rate = rateOfWeight(units.model, weight) + releaseRate(units.model, roots);
  moving.sizes[layer] = size;
  moving.shared[layer] = shared;
  moving.ownWeights[layer] = ownWeight;
  moving.roots[layer] = roots;
  moving.rates[layer] = rate;
  moving.costs[layer] = costOf(moving, size, rate, moving.members[layer]!.length, shared);
}

/** A layer of one unit keeps that unit's share; one of several is shared with nobody. */
export function costOf(
  { units }: MovingLayers,
  size: number,
  rate: number,
  count: number,
  shared: number,
): number {
  return size * rate + (count > 1 ? units.model.sharingWeight * shared : 0);
}

/** What a layer of several units costs without one of them. O(members + words). */
export function costWithout(moving: MovingLayers, layer: number, unit: number): number {
  const { units, held, heldTwice } = moving;
  const { rows, words, wordWeights, ownWeights } = units.events;
  // in order, as sums of fractions depend on it
  let shared = 0;
  let roots = 0;
  for (const member of moving.members[layer]!) {
    if (member !== unit) {
      shared += units.sizes[member]! * units.sharing[member]!;
      roots |= units.roots[member]!;
    }
  }
  let weight = moving.ownWeights[layer]! - ownWeights[unit]!;
  for (let word = 0; word < words; word++) {
    const at = layer * words + word;
    // the others have what two have, and what this one has not
    const left = heldTwice[at]! | (held[at]! & ~rows[unit * words + word]!);
    if (left !== 0) {
      weight += popcount(left) * wordWeights[word]!;
    }
  }
  const rate = rateOfWeight(units.model, weight) + releaseRate(units.model, roots);
  const size = moving.sizes[layer]! - units.sizes[unit]!;
  return costOf(moving, size, rate, moving.members[layer]!.length - 1, shared);
}

/** What the bytes of a layer and one more unit are pulled for. O(words). */
export function rateWith(moving: MovingLayers, layer: number, unit: number): number {
  const { units, held } = moving;
  const { rows, words, wordWeights, ownWeights } = units.events;
  const weight = weightTogether(wordWeights, held, layer * words, rows, unit * words);
  return (
    rateOfWeight(units.model, moving.ownWeights[layer]! + ownWeights[unit]! + weight) +
    releaseRate(units.model, moving.roots[layer]! | units.roots[unit]!)
  );
}
