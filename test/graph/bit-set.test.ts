import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  common,
  contains,
  emptySet,
  isEmpty,
  meet,
  numbersOf,
  setOf,
  sizeOf,
  sizeOfCommon,
  union,
  without,
} from '../../src/graph/bit-set.ts';
import { checkProperty } from '../helpers/check-property.ts';

/** A size, and two sets of numbers below it. */
const cases = fc.integer({ min: 1, max: 140 }).chain((size) => {
  const numbers = fc.uniqueArray(fc.nat(size - 1));
  return fc.record({ size: fc.constant(size), a: numbers, b: numbers });
});

const ascending = (numbers: readonly number[]) => [...numbers].sort((x, y) => x - y);

test('sets of bits are sets of numbers', () => {
  checkProperty(cases, ({ size, a, b }) => {
    const [setA, setB] = [setOf(size, a), setOf(size, b)];
    expect(setA.length).toBe(Math.ceil(size / 32));
    expect(numbersOf(setA)).toEqual(ascending(a));
    expect(sizeOf(setA)).toBe(a.length);
    expect(isEmpty(setA)).toBe(a.length === 0);
    for (let number = 0; number < size; number++) {
      expect(contains(setA, number)).toBe(a.includes(number));
    }
    const both = a.filter((number) => b.includes(number));
    expect(numbersOf(common(setA, setB))).toEqual(ascending(both));
    expect(sizeOfCommon(setA, setB)).toBe(both.length);
    expect(meet(setA, setB)).toBe(both.length > 0);
    expect(numbersOf(union(setA, setB))).toEqual(ascending([...new Set([...a, ...b])]));
    expect(numbersOf(without(setA, setB))).toEqual(
      ascending(a.filter((number) => !b.includes(number))),
    );
    expect(isEmpty(emptySet(size))).toBe(true);
  });
});
