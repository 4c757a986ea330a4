/**
 * Transposes a square of 32 × 32 bits in place: bit c of word r becomes bit r of word c. Five
 * rounds swap half squares (Warren, Hacker's Delight, 2002, 7–3).
 *
 * @param start index of the first of the 32 words
 */
export function transposeBits(words: Int32Array, start: number): void {
  let half = 16;
  let mask = 0xffff;
  while (half !== 0) {
    for (let row = 0; row < 32; row = (row + half + 1) & ~half) {
      const upper = start + row;
      const lower = upper + half;
      const swapped = ((words[upper]! >>> half) ^ words[lower]!) & mask;
      words[lower]! ^= swapped;
      words[upper]! ^= swapped << half;
    }
    half >>= 1;
    mask ^= mask << half;
  }
}
