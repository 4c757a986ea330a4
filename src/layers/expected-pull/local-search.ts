import { rateOf, rateWith, type UnionOfEvents, type Units, unionOf } from './units.ts';

const MOST_SWEEPS = 10;

/** In large closures a move saves this much of the unit's bytes: less moved units to and fro. */
const LEAST_GAIN = 0.05;

/** Up to so many paths any gain counts: churn was nil there, the gains a tenth of the pull. */
const SMALL_CLOSURE = 128;
const ANY_GAIN = 1e-9;

/**
 * Local search: moves one unit at a time (a path, or a canonical layer as a whole) to the layer where
 * it costs least, sweep after sweep in index order, while that lowers the cost. No layer is emptied.
 * Ties go to the layer with the smaller number. What did not change since a unit was last looked at
 * is not looked at again. O(sweeps × units × layers × words).
 *
 * @param layers the units of each layer, ascending
 * @returns the same with units moved
 */
export function localSearch(
  units: Units,
  layers: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const leastGain = units.model.n <= SMALL_CLOSURE ? ANY_GAIN : LEAST_GAIN;
  const states = layers.map((members) => stateOf(units, members));
  const layerOf = new Int32Array(units.sizes.length).fill(-1);
  layers.forEach((members, layer) => {
    for (const unit of members) {
      layerOf[unit] = layer;
    }
  });

  // when a unit was last looked at, when a layer last changed, in looks
  const looked = new Int32Array(layerOf.length).fill(-1);
  const changed = new Int32Array(states.length);
  const gains = new Float64Array(layerOf.length);
  let look = 0;
  let moved = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && moved; sweep++) {
    moved = false;
    for (let unit = 0; unit < layerOf.length; unit++) {
      const from = layerOf[unit]!;
      if (from < 0 || states[from]!.members.length === 1) {
        continue;
      }
      // what has not changed since the last look is still no better
      const isNews = looked[unit]! <= changed[from]!;
      const since = isNews ? -1 : looked[unit]!;
      if (isNews) {
        const rest = without(units, states[from]!, unit);
        gains[unit] = states[from]!.cost - rest.cost - leastGain * units.sizes[unit]!;
      }
      looked[unit] = ++look;
      const to = cheapestLayer(
        units,
        states,
        unit,
        gains[unit]!,
        (layer) => layer !== from && changed[layer]! >= since,
      );
      if (to >= 0) {
        moved = true;
        layerOf[unit] = to;
        states[from] = without(units, states[from]!, unit);
        states[to] = stateOf(
          units,
          [...states[to]!.members, unit].sort((a, b) => a - b),
        );
        changed[from] = look;
        changed[to] = look;
      }
    }
  }
  return states.map(({ members }) => members);
}

/** A layer while units move. */
interface LayerState {
  readonly members: readonly number[];
  readonly size: number;
  /** What its units are worth to other images as layers of their own, in bytes. */
  readonly shared: number;
  readonly union: UnionOfEvents;
  readonly rate: number;
  readonly cost: number;
}

function stateOf(units: Units, members: readonly number[]): LayerState {
  let size = 0;
  let shared = 0;
  for (const unit of members) {
    size += units.sizes[unit]!;
    shared += units.sizes[unit]! * units.sharing[unit]!;
  }
  const union = unionOf(units, members);
  const rate = rateOf(units, union);
  const cost = costOf(units, size, rate, members.length, shared);
  return { members, size, shared, union, rate, cost };
}

function without(units: Units, { members }: LayerState, unit: number): LayerState {
  return stateOf(
    units,
    members.filter((member) => member !== unit),
  );
}

/** A layer of one unit keeps that unit's share; one of several is shared with nobody. */
function costOf(units: Units, size: number, rate: number, count: number, shared: number): number {
  return size * rate + (count > 1 ? units.model.sharingWeight * shared : 0);
}

/** The layer of those asked for where a unit costs least, if that is less than `gain`; else −1. */
function cheapestLayer(
  units: Units,
  states: readonly LayerState[],
  unit: number,
  gain: number,
  isAsked: (layer: number) => boolean,
): number {
  const unitSize = units.sizes[unit]!;
  const unitShared = unitSize * units.sharing[unit]!;
  const unitRate = units.rates[unit]!;
  let least = gain;
  let to = -1;
  for (let layer = 0; layer < states.length; layer++) {
    if (!isAsked(layer)) {
      continue;
    }
    const { members, size, shared, union, rate, cost } = states[layer]!;
    const priceAt = (newRate: number): number =>
      costOf(units, size + unitSize, newRate, members.length + 1, shared + unitShared) - cost;
    // the rate of both is no less than that of either, which spares most a look at the events
    if (priceAt(Math.max(rate, unitRate)) < least) {
      const price = priceAt(rateWith(units, union, unit));
      if (price < least) {
        least = price;
        to = layer;
      }
    }
  }
  return to;
}
