import type { Csr } from '../graph/csr.ts';

/**
 * A set of store paths closed under references, by index. The order is canonical: by name, then narSize,
 * closureSize and the names of the references, and only then by digest. So ties can go to the lower
 * index, the order of the input has no effect, and an update that changes only digests keeps the order.
 */
export interface Closure {
  /** The n full store paths. */
  readonly storePaths: readonly string[];
  /** Their names: store paths without store dir and digest. */
  readonly names: readonly string[];
  /** Their sizes in bytes; the total is at most 2^53 − 1. */
  readonly narSizes: Float64Array;
  /** Their references without self-references; acyclic, every list ascending. */
  readonly references: Csr;
  /** The store paths that the image was requested for, ascending. */
  readonly roots: Uint32Array;
}
