import { vertexCount } from '../graph/csr.ts';
import type { Closure } from './closure.ts';

/**
 * The references of the image root, ascending: the roots and every store path without referrers, so that
 * the image root reaches the whole closure. (Nix adds the outputs of a `.drv` to a graph even if no root
 * reaches them.)
 */
export function imageRootReferences({ references, roots }: Closure): Uint32Array {
  const referred = new Uint8Array(vertexCount(references));
  for (const target of references.targets) {
    referred[target] = 1;
  }
  for (const root of roots) {
    referred[root] = 0;
  }
  const found: number[] = [];
  referred.forEach((isReferred, path) => {
    if (isReferred === 0) {
      found.push(path);
    }
  });
  return Uint32Array.from(found);
}
