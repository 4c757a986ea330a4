import { HASH_FACTOR, lowestBit, popcount } from '../../graph/bits.ts';
import { transposeBits } from '../../graph/transpose-bits.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/** The update events of some paths, as short as they can be without loss. */
export interface ContractedEvents {
  /** A row of bits for each of the paths: the events that others of them have too. */
  readonly rows: Int32Array;
  readonly words: number;
  /** The weight of each event in a word of `rows`. */
  readonly wordWeights: Int32Array;
  /** For each of the paths, the weight of the events that none of the others has. */
  readonly ownWeights: Int32Array;
}

/** From so many events of one weight on, they fill words of their own. */
const ENOUGH_FOR_WORDS = 16;

/**
 * Contracts the events of a few paths: events that reach the same of them can only be had together
 * and become one, with the sum of their weights; an event that reaches one of them becomes a number.
 * The weight of any union of these paths' events stays the same, to the last bit: weights are whole.
 *
 * Sums that are rare are told by several events of a power of two each, so that every word has one
 * weight. Events are compared as columns of bits, one for each path, which squares of bits are turned
 * into. O(p·w) for p paths and rows of w words.
 */
export function contractEvents(model: PullModel, paths: ArrayLike<number>): ContractedEvents {
  const columns = eventColumns(model, paths);
  const ownWeights = new Int32Array(paths.length);
  const columnsOfWeight = new Map<number, number[]>();
  for (const { column, weight } of eventClasses(model, columns)) {
    const holder = onlyHolder(columns, column);
    if (holder >= 0) {
      ownWeights[holder]! += weight;
    } else {
      push(columnsOfWeight, weight, column);
    }
  }
  const bySlice = new Map<number, number[]>();
  for (const [weight, ofWeight] of columnsOfWeight) {
    for (const slice of ofWeight.length < ENOUGH_FOR_WORDS ? powersOf(weight) : [weight]) {
      for (const column of ofWeight) {
        push(bySlice, slice, column);
      }
    }
  }
  return { ...layOut(columns, paths.length, bySlice), ownWeights };
}

/** For each event the paths that it reaches, as bits. */
interface EventColumns {
  /** Words of each column, a bit for each of the paths. */
  readonly height: number;
  readonly bits: Int32Array;
}

function eventColumns(model: PullModel, paths: ArrayLike<number>): EventColumns {
  const { rowOf, offsets, places, bits } = model.events;
  const height = (paths.length + 31) >> 5;
  const columns = new Int32Array(model.words * 32 * height);
  // the rows of 32 paths, those of a word next to each other
  const squares = new Int32Array(model.words * 32);
  const isFilled = new Uint8Array(model.words);
  for (let block = 0; block < height; block++) {
    const end = Math.min(paths.length, block * 32 + 32);
    for (let position = block * 32; position < end; position++) {
      const row = rowOf[paths[position]!]!;
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
        squares[places[at]! * 32 + (position & 31)] = bits[at]!;
        isFilled[places[at]!] = 1;
      }
    }
    for (let place = 0; place < model.words; place++) {
      if (isFilled[place] === 1) {
        transposeBits(squares, place * 32);
        for (let column = place * 32; column < place * 32 + 32; column++) {
          columns[column * height + block] = squares[column]!;
          squares[column] = 0;
        }
        isFilled[place] = 0;
      }
    }
  }
  return { height, bits: columns };
}

/** Events that reach the same paths, at least one. */
interface EventClass {
  /** The first of them. */
  readonly column: number;
  weight: number;
}

/** The classes of events, by their first columns. */
function eventClasses(model: PullModel, { height, bits }: EventColumns): EventClass[] {
  const classes: EventClass[] = [];
  // classes by hash of their columns, counted from 1; 0 where there is none
  const columns = model.words * 32;
  const table = new Uint32Array(2 ** (33 - Math.clz32(columns)));
  const lastSlot = table.length - 1;
  for (let column = 0; column < columns; column++) {
    const start = column * height;
    let hash = 0;
    let any = 0;
    for (let at = start; at < start + height; at++) {
      any |= bits[at]!;
      hash = Math.imul(hash ^ bits[at]!, HASH_FACTOR);
      hash ^= hash >>> 15;
    }
    if (any === 0) {
      continue;
    }
    let slot = hash & lastSlot;
    while (table[slot] !== 0 && !isSame(start, classes[table[slot]! - 1]!.column * height)) {
      slot = (slot + 1) & lastSlot;
    }
    const weight = model.wordWeights[column >> 5]!;
    if (table[slot] === 0) {
      table[slot] = classes.push({ column, weight });
    } else {
      classes[table[slot]! - 1]!.weight += weight;
    }
  }
  return classes;

  function isSame(start: number, other: number): boolean {
    let at = 0;
    while (at < height && bits[start + at] === bits[other + at]) {
      at++;
    }
    return at === height;
  }
}

/** The position of the one path that an event reaches; −1 if it reaches several. */
function onlyHolder({ height, bits }: EventColumns, column: number): number {
  let holder = -1;
  for (let block = 0; block < height; block++) {
    const word = bits[column * height + block]!;
    if (word !== 0) {
      if (holder >= 0 || (word & (word - 1)) !== 0) {
        return -1;
      }
      holder = block * 32 + lowestBit(word);
    }
  }
  return holder;
}

/** Lays the columns of each weight out as rows, in words of that weight. */
function layOut(
  { height, bits }: EventColumns,
  paths: number,
  columnsOfWeight: ReadonlyMap<number, readonly number[]>,
): Pick<ContractedEvents, 'rows' | 'words' | 'wordWeights'> {
  const wordWeights = [...columnsOfWeight].flatMap(([weight, columns]) =>
    new Array<number>((columns.length + 31) >> 5).fill(weight),
  );
  const words = wordWeights.length;
  const rows = new Int32Array(paths * words);
  const square = new Int32Array(32);
  let word = 0;
  for (const columns of columnsOfWeight.values()) {
    for (let first = 0; first < columns.length; first += 32, word++) {
      const last = Math.min(columns.length, first + 32);
      for (let block = 0; block < height; block++) {
        square.fill(0);
        for (let at = first; at < last; at++) {
          square[at - first] = bits[columns[at]! * height + block]!;
        }
        transposeBits(square, 0);
        const end = Math.min(paths, block * 32 + 32);
        for (let path = block * 32; path < end; path++) {
          rows[path * words + word] = square[path & 31]!;
        }
      }
    }
  }
  return { rows, words, wordWeights: Int32Array.from(wordWeights) };
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
