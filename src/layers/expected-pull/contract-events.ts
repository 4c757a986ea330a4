import { lowestBit, popcount } from '../../graph/bits.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/** The update events of some paths, as short as they can be without loss. */
export interface ContractedEvents {
  /** A row of bits for each of the paths: the events that others of them have too. */
  readonly rows: Int32Array;
  readonly words: number;
  /** The weight of each event in a word of `rows`. */
  readonly wordWeights: Int32Array;
  /** For each of the paths, the weight of the events that none of the others has. */
  readonly ownWeights: Float64Array;
}

/** From so many events of one weight on, they fill words of their own. */
const ENOUGH_FOR_WORDS = 16;

/**
 * Contracts the events of a few paths: events that reach the same of them can only be had together
 * and become one, with the sum of their weights; an event that reaches one of them becomes a number.
 * The weight of any union of these paths' events stays the same, to the last bit: weights are whole.
 *
 * Sums that are rare are told by several events of a power of two each, so that every word has one
 * weight. O(p·w) for p paths and rows of w words; the classes are found by partition refinement.
 */
export function contractEvents(model: PullModel, paths: ArrayLike<number>): ContractedEvents {
  const classes = refine(model, paths);
  const ownWeights = new Float64Array(paths.length);
  const columnsOfWeight = new Map<number, number[]>();
  for (const { column, weight, holders, lastHolder } of classes) {
    if (holders === 1) {
      ownWeights[lastHolder] = weight;
    } else {
      push(columnsOfWeight, weight, column);
    }
  }
  const bySlice = new Map<number, number[]>();
  for (const [weight, columns] of columnsOfWeight) {
    for (const slice of columns.length < ENOUGH_FOR_WORDS ? powersOf(weight) : [weight]) {
      for (const column of columns) {
        push(bySlice, slice, column);
      }
    }
  }
  return { ...layOut(model, paths, bySlice), ownWeights };
}

/** Events that reach the same paths. */
interface EventClass {
  /** One of them. */
  readonly column: number;
  readonly weight: number;
  /** How many of the paths they reach. */
  readonly holders: number;
  /** The last of those, by its position. */
  readonly lastHolder: number;
}

function refine(model: PullModel, paths: ArrayLike<number>): EventClass[] {
  const { rowOf, offsets, places, bits } = model.events;
  const columns = model.words * 32;
  // at most as many classes as columns, and as many again while a path splits them
  const classOf = new Int32Array(columns);
  const sizes = new Int32Array(2 * columns + 1);
  const partOf = new Int32Array(2 * columns + 1);
  const holders = new Int32Array(columns);
  const lastHolder = new Int32Array(columns);
  sizes[0] = columns;
  const free: number[] = [];
  let used = 1;
  const split: number[] = [];
  for (let position = 0; position < paths.length; position++) {
    const row = rowOf[paths[position]!]!;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      for (let left = bits[at]!; left !== 0; left &= left - 1) {
        const column = places[at]! * 32 + lowestBit(left);
        const from = classOf[column]!;
        if (partOf[from] === 0) {
          partOf[from] = free.pop() ?? used++;
          split.push(from);
        }
        const part = partOf[from]!;
        classOf[column] = part;
        sizes[from]!--;
        sizes[part]!++;
        holders[column]!++;
        lastHolder[column] = position;
      }
    }
    for (const from of split) {
      partOf[from] = 0;
      // class 0, events that reach none of the paths, stays
      if (sizes[from] === 0 && from !== 0) {
        free.push(from);
      }
    }
    split.length = 0;
  }

  const weights = new Map<number, number>();
  const firsts = new Map<number, number>();
  for (let column = 0; column < columns; column++) {
    if (holders[column] === 0) {
      continue;
    }
    const found = classOf[column]!;
    weights.set(found, (weights.get(found) ?? 0) + model.wordWeights[column >> 5]!);
    firsts.set(found, firsts.get(found) ?? column);
  }
  return Array.from(firsts, ([found, column]) => ({
    column,
    weight: weights.get(found)!,
    holders: holders[column]!,
    lastHolder: lastHolder[column]!,
  }));
}

/** Copies the columns of each weight into words of that weight. */
function layOut(
  model: PullModel,
  paths: ArrayLike<number>,
  columnsOfWeight: ReadonlyMap<number, readonly number[]>,
): Pick<ContractedEvents, 'rows' | 'words' | 'wordWeights'> {
  const weights = [...columnsOfWeight].flatMap(([weight, columns]) =>
    new Array<number>((columns.length + 31) >> 5).fill(weight),
  );
  const words = weights.length;
  // which columns are copied, and where to: lists of targets, −1 at their end
  const copied = new Int32Array(model.words);
  const firstTarget = new Int32Array(model.words * 32).fill(-1);
  const nextTarget = new Int32Array(words * 32);
  let start = 0;
  for (const columns of columnsOfWeight.values()) {
    columns.forEach((column, index) => {
      const target = start + index;
      nextTarget[target] = firstTarget[column]!;
      firstTarget[column] = target;
      copied[column >> 5]! |= 1 << (column & 31);
    });
    start += (columns.length + 31) & ~31;
  }
  const rows = new Int32Array(paths.length * words);
  const { rowOf, offsets, places, bits } = model.events;
  for (let position = 0; position < paths.length; position++) {
    const from = rowOf[paths[position]!]!;
    for (let at = offsets[from]!; at < offsets[from + 1]!; at++) {
      const place = places[at]!;
      for (let left = bits[at]! & copied[place]!; left !== 0; left &= left - 1) {
        let target = firstTarget[place * 32 + lowestBit(left)]!;
        for (; target >= 0; target = nextTarget[target]!) {
          rows[position * words + (target >> 5)]! |= 1 << (target & 31);
        }
      }
    }
  }
  return { rows, words, wordWeights: Int32Array.from(weights) };
}

function powersOf(weight: number): number[] {
  const powers = Array.from({ length: popcount(weight) }, () => 0);
  let left = weight;
  return powers.map(() => {
    const power = left & -left;
    left &= left - 1;
    return power;
  });
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}
