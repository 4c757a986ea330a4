import {
  costOf,
  costWithout,
  type MovingLayers,
  moveUnit,
  movingLayers,
  rateWith,
  type Units,
} from './moving-layers.ts';

const MOST_SWEEPS = 10;

/** In large closures a move saves this much of the unit's bytes: less moved units to and fro. */
const LEAST_GAIN = 0.05;

/** Up to so many paths any gain counts: churn was nil there, the gains a tenth of the pull. */
const SMALL_CLOSURE = 128;
const ANY_GAIN = 1e-9;

/** Costs are at most a few times all bytes, and rounded by a far smaller part of them than this. */
const NO_BYTES = 1e-9;

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
  const moving = movingLayers(units, layers);
  const { members } = moving;
  const layerOf = new Int32Array(units.sizes.length).fill(-1);
  layers.forEach((units, layer) => {
    for (const unit of units) {
      layerOf[unit] = layer;
    }
  });

  // when a unit was last looked at, when a layer last changed, in looks
  const looked = new Int32Array(layerOf.length).fill(-1);
  const changed = new Int32Array(layers.length);
  const gains = new Float64Array(layerOf.length);
  const roundingError = NO_BYTES * units.sizes.reduce((sum, size) => sum + size, 0);
  let look = 0;
  let moved = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && moved; sweep++) {
    moved = false;
    for (let unit = 0; unit < layerOf.length; unit++) {
      const from = layerOf[unit]!;
      if (from < 0 || members[from]!.length === 1) {
        continue;
      }
      // what has not changed since the last look is still no better
      const isNews = looked[unit]! <= changed[from]!;
      const since = isNews ? 0 : looked[unit]!;
      if (isNews) {
        const saved = moving.costs[from]! - costWithout(moving, from, unit);
        gains[unit] = saved - leastGain * units.sizes[unit]!;
      }
      looked[unit] = ++look;
      const to = cheapestLayer(unit, from, since);
      if (to >= 0) {
        moved = true;
        layerOf[unit] = to;
        moveUnit(moving, unit, from, to);
        changed[from] = look;
        changed[to] = look;
      }
    }
  }
  return members;

  /** The layer, of those changed since, where a unit costs less than it gains, and least; else −1. */
  function cheapestLayer(unit: number, from: number, since: number): number {
    const size = units.sizes[unit]!;
    const rate = units.rates[unit]!;
    let least = gains[unit]!;
    let to = -1;
    // a layer is pulled for no less than what joins it: a bound that needs no look at most layers
    const kept = units.model.sharingWeight * size * units.sharing[unit]! - roundingError;
    if (size * rate + kept > least) {
      return to;
    }
    for (let layer = 0; layer < changed.length; layer++) {
      if (changed[layer]! < since || layer === from || size * moving.rates[layer]! + kept > least) {
        continue;
      }
      // nor for less than it was, which spares most of the others a look at the events
      const atLeast = Math.max(moving.rates[layer]!, rate);
      if (priceIn(moving, layer, unit, atLeast) < least) {
        const price = priceIn(moving, layer, unit, rateWith(moving, layer, unit));
        if (price < least) {
          least = price;
          to = layer;
        }
      }
    }
    return to;
  }
}

/** What a unit adds to the cost of a layer that is pulled for `rate` with it. */
function priceIn(moving: MovingLayers, layer: number, unit: number, rate: number): number {
  const { units, members, sizes, shared, costs } = moving;
  const size = units.sizes[unit]!;
  const together = shared[layer]! + size * units.sharing[unit]!;
  const count = members[layer]!.length + 1;
  return costOf(moving, sizes[layer]! + size, rate, count, together) - costs[layer]!;
}
