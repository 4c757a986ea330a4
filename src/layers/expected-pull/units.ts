import { rateOfWeight, releaseRate, weightTogether } from '../pull-model/layer-cost.ts';
import type { Groups } from './groups.ts';

/** What moves as a whole, groups before greedy merging: a path or a canonical layer each. */
export type Units = Pick<Groups, 'model' | 'sizes' | 'rates' | 'sharing' | 'events' | 'roots'>;

/** The events of a set of units. */
export interface UnionOfEvents {
  readonly row: Int32Array;
  readonly ownWeight: number;
  readonly roots: number;
}

/** The events of some units, but for one of them. O(members × words). */
export function unionOf(units: Units, members: readonly number[], without = -1): UnionOfEvents {
  const { rows, words, ownWeights } = units.events;
  const row = new Int32Array(words);
  let ownWeight = 0;
  let roots = 0;
  for (const unit of members) {
    if (unit === without) {
      continue;
    }
    for (let word = 0; word < words; word++) {
      row[word]! |= rows[unit * words + word]!;
    }
    ownWeight += ownWeights[unit]!;
    roots |= units.roots[unit]!;
  }
  return { row, ownWeight, roots };
}

/** What bytes with these events are pulled for. O(words). */
export function rateOf({ model, events }: Units, union: UnionOfEvents): number {
  const weight = weightTogether(events.wordWeights, union.row, 0, union.row, 0);
  return rateOfWeight(model, union.ownWeight + weight) + releaseRate(model, union.roots);
}

/** The same with the events of one more unit. O(words). */
export function rateWith(units: Units, union: UnionOfEvents, unit: number): number {
  const { rows, words, wordWeights, ownWeights } = units.events;
  const weight = weightTogether(wordWeights, union.row, 0, rows, unit * words);
  return (
    rateOfWeight(units.model, union.ownWeight + ownWeights[unit]! + weight) +
    releaseRate(units.model, union.roots | units.roots[unit]!)
  );
}
