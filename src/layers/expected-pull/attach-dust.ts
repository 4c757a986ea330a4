import { lowestBit, popcount } from '../../graph/bits.ts';
import {
  eventsOf,
  mostWeightAt,
  rateOfWeight,
  releaseRate,
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
 * Ties go to the earlier layer. O(dust × layers + dust × layers × words) at worst, but few layers
 * are looked at closely: a layer of a referrer, whose events cover the dust's own, bounds the search
 * from the start. Single paths of equal size and equal events are placed once.
 *
 * @param dust sets of paths, each of which stays together
 * @returns the members of each layer, dust included
 */
export function attachDust(
  model: PullModel,
  layers: readonly FinishedLayer[],
  dust: readonly (readonly number[])[],
): number[][] {
  const targets = targetsOf(model, layers);
  const above = steadiestLayerAbove(model, layers, targets.rates);
  const joined = layers.map(({ members }) => [...members]);
  const placed = new Map<number, Placed>();
  for (const members of dust) {
    const first = members[0]!;
    const size = members.reduce((sum, path) => sum + nearestPowerOfTwo(model.narSizes[path]!), 0);
    const key = model.events.rowOf[first]! * EXPONENTS + exponentOf(size);
    const roots = model.roots[first]!;
    const alike = members.length === 1 ? placed.get(key) : undefined;
    let layer = alike?.layer;
    if (layer === undefined || alike?.roots !== roots) {
      layer = cheapestTarget(model, targets, dustOf(model, members, size), above[first]!);
      if (members.length === 1) {
        placed.set(key, { layer, roots });
      }
    }
    for (const path of members) {
      joined[layer]!.push(path);
    }
  }
  return joined;
}

/** Where a path went that has these roots, and size and update events that are told elsewhere. */
interface Placed {
  readonly layer: number;
  readonly roots: number;
}

/** More than the exponents of powers of two up to 2^53. */
const EXPONENTS = 64;

/** Of a power of two. */
function exponentOf(power: number): number {
  return power < 2 ** 31 ? lowestBit(power) : 31 + lowestBit(power / 2 ** 31);
}

/** The finished layers as dust sees them. */
interface Targets {
  readonly sizes: Float64Array;
  readonly rates: Float64Array;
  /** What each loses by being shared no more. */
  readonly losses: Float64Array;
  readonly weights: Float64Array;
  readonly roots: Int32Array;
  /** The update events in the union of its members' closures, one row each. */
  readonly events: readonly Int32Array[];
}

function targetsOf(model: PullModel, layers: readonly FinishedLayer[]): Targets {
  const events = layers.map(({ members }) => eventsOf(model, members));
  const roots = Int32Array.from(layers, ({ members }) => rootsOf(model, members));
  const weights = Float64Array.from(events, (row) =>
    weightTogether(model.wordWeights, row, 0, row, 0),
  );
  return {
    sizes: Float64Array.from(layers, ({ size }) => size),
    rates: weights.map(
      (weight, at) => rateOfWeight(model, weight) + releaseRate(model, roots[at]!),
    ),
    losses: Float64Array.from(layers, ({ size, sharing }) => model.sharingWeight * size * sharing),
    ...{ weights, roots, events },
  };
}

/** A set of dust as layers see it. */
interface Dust {
  readonly size: number;
  /** Its update events: words that are not 0, from `start` to `end`, and which of the row they are. */
  readonly bits: Int32Array;
  readonly places: Uint16Array;
  readonly start: number;
  readonly end: number;
  readonly roots: number;
  readonly rate: number;
}

function dustOf(model: PullModel, members: readonly number[], size: number): Dust {
  const { places, bits, start, end } = filledWords(model, members);
  let weight = 0;
  for (let at = start; at < end; at++) {
    weight += popcount(bits[at]!) * model.wordWeights[places[at]!]!;
  }
  const roots = rootsOf(model, members);
  const rate = rateOfWeight(model, weight) + releaseRate(model, roots);
  return { size, places, bits, start, end, roots, rate };
}

function filledWords(
  model: PullModel,
  members: readonly number[],
): Pick<Dust, 'places' | 'bits' | 'start' | 'end'> {
  const { rowOf, offsets, places, bits } = model.events;
  if (members.length === 1) {
    const row = rowOf[members[0]!]!;
    return { places, bits, start: offsets[row]!, end: offsets[row + 1]! };
  }
  const union = eventsOf(model, members);
  const filled = Uint16Array.from(union.keys()).filter((place) => union[place] !== 0);
  return {
    places: filled,
    bits: union.filter((word) => word !== 0),
    start: 0,
    end: filled.length,
  };
}

function rootsOf({ roots }: PullModel, members: readonly number[]): number {
  return members.reduce((held, path) => held | roots[path]!, 0);
}

/** The layer where dust costs least, tried from the one above it on; −1 where there is no layer. */
function cheapestTarget(model: PullModel, targets: Targets, dust: Dust, above: number): number {
  const { sizes, rates, losses } = targets;
  const { size, rate } = dust;
  let to = above;
  let least = above < 0 ? Number.POSITIVE_INFINITY : costIn(model, targets, above, dust, Infinity);
  for (let layer = 0; layer < sizes.length; layer++) {
    // the rate of both is no less than that of either, rounding included
    const both = Math.max(rates[layer]!, rate);
    const bound = sizes[layer]! * (both - rates[layer]!) + size * (both - rate) + losses[layer]!;
    if (bound > least || (bound === least && layer > to)) {
      continue;
    }
    const cost = costIn(model, targets, layer, dust, least);
    if (cost < least || (cost === least && layer < to)) {
      least = cost;
      to = layer;
    }
  }
  return to;
}

/** What dust adds to the cost if it joins a layer; Infinity, soon, where that is over the limit. */
function costIn(
  model: PullModel,
  targets: Targets,
  layer: number,
  dust: Dust,
  limit: number,
): number {
  const { wordWeights } = model;
  const { bits, places, end, size, rate } = dust;
  const targetSize = targets.sizes[layer]!;
  const targetRate = targets.rates[layer]!;
  const loss = targets.losses[layer]!;
  const events = targets.events[layer]!;
  const release = releaseRate(model, dust.roots | targets.roots[layer]!);
  const now = targetSize * targetRate + size * rate - loss;
  const mostRate = (limit + now) / (targetSize + size) - release;
  const mostWeight = mostWeightAt(model, mostRate);
  let weight = targets.weights[layer]!;
  for (let at = dust.start; at < end && weight <= mostWeight; at++) {
    const place = places[at]!;
    weight += popcount(bits[at]! & ~events[place]!) * wordWeights[place]!;
  }
  if (weight > mostWeight) {
    return Number.POSITIVE_INFINITY;
  }
  const together = rateOfWeight(model, weight) + release;
  return targetSize * (together - targetRate) + size * (together - rate) + loss;
}

/** For each path in no layer, the layer of lowest rate that holds a referrer; −1 for none. */
function steadiestLayerAbove(
  { n, upwards, references }: PullModel,
  layers: readonly FinishedLayer[],
  rates: Float64Array,
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
    above[path]! < 0 ? Number.POSITIVE_INFINITY : rates[above[path]!]!;
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
