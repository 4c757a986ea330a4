import { popcount } from '../../graph/bits.ts';
import type { Csr } from '../../graph/csr.ts';

/** Which root an application release changes, by its chance. */
export interface ReleaseEvents {
  /** At most 32 roots. */
  readonly roots: Uint32Array;
  /** Their chances, together 1. */
  readonly chances: Float64Array;
  /** For each path the roots in its closure, a word of bits. */
  readonly held: Int32Array;
}

/** One word of bits; among more roots no single one matters. */
const MOST_ROOTS = 32;

/** A root that every image holds is still somebody's application now and then. */
const LEAST_CHANCE = 0.001;

/**
 * Guesses which root is the application. An image is asked for its own program and for what
 * everybody has (bash, coreutils). What popularity knows is less likely to be the program, and a
 * root above other roots is more likely to be it: chance ∝ (1 − share) × (1 + roots below it)².
 * The likeliest are kept; ties go by index. O(n + m).
 */
export function releaseEvents(
  references: Csr,
  upwards: Uint32Array,
  roots: Uint32Array,
  shares: Float64Array,
): ReleaseEvents {
  const rarest = [...roots].sort((a, b) => shares[a]! - shares[b]! || a - b);
  const kept = rarest.slice(0, MOST_ROOTS);

  const held = new Int32Array(upwards.length);
  kept.forEach((root, bit) => {
    held[root] = 1 << bit;
  });
  for (const path of upwards) {
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      held[path]! |= held[references.targets[edge]!]!;
    }
  }

  const chances = Float64Array.from(kept, (root) => {
    const count = popcount(held[root]!);
    return Math.max(LEAST_CHANCE, 1 - shares[root]!) * count * count;
  });
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return {
    roots: Uint32Array.from(kept),
    chances: chances.map((chance) => chance / sum),
    held,
  };
}
