/**
 * The power of two nearest to a size; from 1.5 times a power upwards the next one. Sizes below 1
 * count as 1. By bits and comparison, never by logarithm, so that every engine agrees.
 *
 * Decisions see sizes only so: a path that grows a little from one revision to the next changes none.
 */
export function roundedSize(narSize: number): number {
  const power = powerOfTwoBelow(narSize);
  return narSize >= power * 1.5 ? power * 2 : power;
}

/** The power of two at or below a size; 1 for what is smaller. */
export function powerOfTwoBelow(size: number): number {
  let power = size < 2 ** 31 ? 1 << (31 - Math.clz32(size | 1)) : 2 ** 30;
  while (power * 2 <= size) {
    power *= 2;
  }
  return power;
}
