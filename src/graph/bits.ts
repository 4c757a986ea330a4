/** The factor of Knuth's multiplicative hashing: 2^32 ÷ golden ratio. */
export const HASH_FACTOR = 0x9e3779b1;

/** Number of bits set in a 32-bit word (Warren, Hacker's Delight, 2002). */
export function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Index of the lowest bit set in a word other than 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
