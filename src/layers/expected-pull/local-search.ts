import { changeRate } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/**
 * Local search: moves one unit (a path, or a canonical layer as a whole) at a time to the layer where it costs least,
 * sweep after sweep in index order, while that lowers the cost. No layer is emptied.
 *
 * Cost: O(sweeps × units × layers × words). Ties go to the layer with the smaller number; a gain must exceed
 * LEAST_GAIN × the unit's size.
 */
export interface Unit {
  readonly members: Uint32Array;
  readonly size: number;
  /** what it is worth that other images have it as a layer */
  readonly sharing: number;
  /** its events, one row */
  readonly events: Int32Array;
}

const MOST_SWEEPS = 10;
/** In large closures a move must save this much of the unit's bytes per update: smaller gains moved units to and fro between revisions. */
const LEAST_GAIN = 0.05;
/** In closures of at most this many paths any gain counts: there churn was nil and the gains are a tenth of the pull. */
const SMALL_CLOSURE = 128;
const ANY_GAIN = 1e-9;

export function localSearch(model: PullModel, units: readonly Unit[], layers: number[][]): void {
  const { words, sharingWeight } = model;
  const leastGain = model.n <= SMALL_CLOSURE ? ANY_GAIN : LEAST_GAIN;
  const count = layers.length;
  const union = new Int32Array(count * words);
  const size = new Float64Array(count);
  const loss = new Float64Array(count);
  const rate = new Float64Array(count);
  const rest = new Int32Array(words);

  // a layer of one unit keeps that unit's share; one of several is shared with nobody
  const unionOf = (
    members: readonly number[],
    without: number,
    into: Int32Array,
    row: number,
  ): void => {
    into.fill(0, row, row + words);
    for (const id of members) {
      if (id === without) {
        continue;
      }
      const events = units[id]!.events;
      for (let w = 0; w < words; w++) {
        into[row + w] = into[row + w]! | events[w]!;
      }
    }
  };
  const costOfLayer = (bytes: number, chance: number, members: number, lost: number): number =>
    bytes * chance + (members > 1 ? sharingWeight * lost : 0);
  const refresh = (layer: number): void => {
    const members = layers[layer]!;
    let bytes = 0;
    let lost = 0;
    for (const id of members) {
      const unit = units[id]!;
      bytes += unit.size;
      lost += unit.size * unit.sharing;
    }
    size[layer] = bytes;
    loss[layer] = lost;
    unionOf(members, -1, union, layer * words);
    rate[layer] = changeRate(model, union, layer * words, union, layer * words);
  };
  const layerOf = new Int32Array(units.length);
  for (let layer = 0; layer < count; layer++) {
    for (const id of layers[layer]!) {
      layerOf[id] = layer;
    }
    refresh(layer);
  }

  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = false;
    for (let id = 0; id < units.length; id++) {
      const from = layerOf[id]!;
      const members = layers[from]!;
      if (members.length === 1) {
        continue;
      }
      const unit = units[id]!;
      const lost = unit.size * unit.sharing;
      unionOf(members, id, rest, 0);
      const gain =
        costOfLayer(size[from]!, rate[from]!, members.length, loss[from]!) -
        costOfLayer(
          size[from]! - unit.size,
          changeRate(model, rest, 0, rest, 0),
          members.length - 1,
          loss[from]! - lost,
        );
      let least = gain - leastGain * unit.size;
      let to = -1;
      for (let layer = 0; layer < count; layer++) {
        if (layer === from) {
          continue;
        }
        const number = layers[layer]!.length;
        const bytes = size[layer]!;
        const now = costOfLayer(bytes, rate[layer]!, number, loss[layer]!);
        const after = (chance: number): number =>
          costOfLayer(bytes + unit.size, chance, number + 1, loss[layer]! + lost) - now;
        if (after(rate[layer]!) >= least) {
          continue;
        }
        const cost = after(changeRate(model, union, layer * words, unit.events, 0));
        if (cost < least) {
          least = cost;
          to = layer;
        }
      }
      if (to < 0) {
        continue;
      }
      moved = true;
      members.splice(members.indexOf(id), 1);
      const into = layers[to]!;
      let place = into.length;
      while (place > 0 && into[place - 1]! > id) {
        place--;
      }
      into.splice(place, 0, id);
      layerOf[id] = to;
      refresh(from);
      refresh(to);
    }
    if (!moved) {
      return;
    }
  }
}
