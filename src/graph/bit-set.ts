import { lowestBit, popcount } from './bits.ts';

/** A set of whole numbers below 32 × words, as bits: `i` is bit `i % 32` of word `i / 32`. */
export type BitSet = Int32Array;

/** An empty set for numbers below `size`. */
export function emptySet(size: number): BitSet {
  return new Int32Array((size + 31) >> 5);
}

/** The set of these numbers, all below `size`. */
export function setOf(size: number, numbers: Iterable<number>): BitSet {
  const set = emptySet(size);
  for (const number of numbers) {
    set[number >> 5]! |= 1 << (number & 31);
  }
  return set;
}

export function contains(set: BitSet, number: number): boolean {
  return ((set[number >> 5]! >>> (number & 31)) & 1) === 1;
}

export function isEmpty(set: BitSet): boolean {
  return set.every((word) => word === 0);
}

/** The numbers of a set, ascending. */
export function numbersOf(set: BitSet): number[] {
  const numbers: number[] = [];
  set.forEach((word, place) => {
    for (let left = word; left !== 0; left &= left - 1) {
      numbers.push(place * 32 + lowestBit(left));
    }
  });
  return numbers;
}

export function sizeOf(set: BitSet): number {
  let size = 0;
  for (let place = 0; place < set.length; place++) {
    size += popcount(set[place]!);
  }
  return size;
}

/** How many numbers two sets have in common. */
export function sizeOfCommon(a: BitSet, b: BitSet): number {
  let size = 0;
  for (let place = 0; place < a.length; place++) {
    size += popcount(a[place]! & b[place]!);
  }
  return size;
}

/** Whether two sets have a number in common. A loop, because it is called for many millions of pairs. */
export function meet(a: BitSet, b: BitSet): boolean {
  let place = 0;
  while (place < a.length && (a[place]! & b[place]!) === 0) {
    place++;
  }
  return place < a.length;
}

/** What two sets have in common: a loop for the same reason. */
export function common(a: BitSet, b: BitSet): BitSet {
  const both = new Int32Array(a.length);
  for (let place = 0; place < a.length; place++) {
    both[place] = a[place]! & b[place]!;
  }
  return both;
}

export function union(a: BitSet, b: BitSet): BitSet {
  return a.map((word, place) => word | b[place]!);
}

/** The numbers of `a` that are not in `b`. */
export function without(a: BitSet, b: BitSet): BitSet {
  return a.map((word, place) => word & ~b[place]!);
}
