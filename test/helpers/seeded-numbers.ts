/**
 * Whole numbers from 0 to 2^32 − 1, the same on every machine for the same seed: a counter
 * through the finaliser of MurmurHash3 (Appleby 2011).
 */
export function seededNumbers(seed: number): () => number {
  let counter = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    counter = (counter + 0x6d2b79f5) | 0;
    let mixed = counter;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}
