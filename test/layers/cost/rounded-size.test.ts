import fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerOfTwoBelow, roundedSize } from '../../../src/layers/cost/rounded-size.ts';
import { checkProperty } from '../../helpers/check-property.ts';

const sizes = fc.oneof(
  fc.maxSafeNat(),
  fc.tuple(fc.nat(51), fc.constantFrom(-1, 0, 1)).map(([power, more]) => 2 ** power + more),
  fc.nat(50).map((power) => 1.5 * 2 ** power),
);

test('a size lies between the power of two below it and twice that', () => {
  checkProperty(sizes, (size) => {
    const power = powerOfTwoBelow(size);
    expect(Math.log2(power) % 1).toBe(0);
    expect(power).toBeLessThanOrEqual(Math.max(1, size));
    expect(2 * power).toBeGreaterThan(size);
  });
});

test('from one and a half times a power of two on a size counts as the next', () => {
  checkProperty(sizes, (size) => {
    const power = powerOfTwoBelow(size);
    expect(roundedSize(size)).toBe(size < 1.5 * power ? power : 2 * power);
  });
});

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 4],
  [65_536, 65_536],
  [98_303, 65_536],
  [98_304, 131_072],
  [3 * 2 ** 40, 2 ** 42],
])('%d counts as %d', (size, rounded) => {
  expect(roundedSize(size)).toBe(rounded);
});
