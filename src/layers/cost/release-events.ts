import { popcount } from '../../graph/bits.ts';
import type { Csr } from '../../graph/csr.ts';
import { MOST_ROOTS } from './priors.ts';

/** Which root an application release changes, by its chance. */
export interface ReleaseEvents {
  /** At most MOST_ROOTS roots. */
  readonly roots: Uint32Array;
  /** Their chances, together 1. */
  readonly chances: Float64Array;
  /** For each of n paths, a word of bits: the roots in its closure. */
  readonly held: Int32Array;
}

/**
 * Guesses which root is the application. An image is asked for its own program and for what
 * everybody has (bash, coreutils). What other images hold is less likely to be the program, and a
 * root above other roots is more likely to be it: chance ∝ (1 − part of other images) × (1 + roots
 * below it). Only the MOST_ROOTS rarest roots count; ties go by index. O(n + m).
 *
 * @param upwards every path after all that it refers to
 * @param partsOfImages n parts, 0 to 1
 * @param ownPart the part of images that this one is, so that no chance is 0
 * @param rates n factors of chances
 */
export function releaseEvents(
  references: Csr,
  upwards: Uint32Array,
  roots: Uint32Array,
  partsOfImages: Float64Array,
  ownPart: number,
  rates: Float64Array = new Float64Array(upwards.length).fill(1),
): ReleaseEvents {
  const rarest = [...roots].sort((a, b) => partsOfImages[a]! - partsOfImages[b]! || a - b);
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

  const chances = Float64Array.from(
    kept,
    (root) => rates[root]! * (1 - partsOfImages[root]! + ownPart) * popcount(held[root]!),
  );
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return { roots: Uint32Array.from(kept), chances: chances.map((chance) => chance / sum), held };
}
