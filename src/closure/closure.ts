import type { Csr } from '../graph/csr.ts';

/**
 * A set of store paths closed under references, by index. The indices are canonical: paths are
 * sorted by name; those of one name by narSize, closureSize and the names of their references; and
 * only then by digest. So the lower index wins every tie, the order of the input has no say, and an
 * update that changes nothing but digests keeps the order.
 */
export interface Closure {
  /** n full store paths. */
  readonly storePaths: readonly string[];
  /** n names, each a store path without store dir and digest. */
  readonly names: readonly string[];
  /** n sizes in bytes; their total is at most 2^53 − 1. */
  readonly narSizes: Float64Array;
  /** References without self-references; acyclic, every list ascending. */
  readonly references: Csr;
  /** The store paths that the image was asked for, ascending. */
  readonly roots: Uint32Array;
}
