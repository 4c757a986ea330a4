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
 * Ties go to the layer with the smaller number. O(sweeps × units × layers × words).
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

  let moved = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && moved; sweep++) {
    moved = false;
    for (let unit = 0; unit < layerOf.length; unit++) {
      const from = layerOf[unit]!;
      if (from < 0 || states[from]!.members.length === 1) {
        continue;
      }
      const rest = without(units, states[from]!, unit);
      const gain = states[from]!.cost - rest.cost - leastGain * units.sizes[unit]!;
      const to = cheapestLayer(units, states, unit, from, gain);
      if (to >= 0) {
        moved = true;
        layerOf[unit] = to;
        states[from] = rest;
        states[to] = stateOf(
          units,
          [...states[to]!.members, unit].sort((a, b) => a - b),
        );
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

/** The layer where a unit costs least, if that is less than `gain`; else −1. */
function cheapestLayer(
  units: Units,
  states: readonly LayerState[],
  unit: number,
  from: number,
  gain: number,
): number {
  const unitSize = units.sizes[unit]!;
  const unitShared = unitSize * units.sharing[unit]!;
  let least = gain;
  let to = -1;
  states.forEach(({ members, size, shared, union, rate, cost }, layer) => {
    const count = members.length + 1;
    const added = (newRate: number): number =>
      costOf(units, size + unitSize, newRate, count, shared + unitShared) - cost;
    // a layer's rate never falls, which spares most a look at the events
    if (layer === from || added(rate) >= least) {
      return;
    }
    const price = added(rateWith(units, union, unit));
    if (price < least) {
      least = price;
      to = layer;
    }
  });
  return to;
}
