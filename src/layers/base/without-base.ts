import type { Closure } from '../../closure/closure.ts';
import { csrFromLists, successors } from '../../graph/csr.ts';
import type { Base, TakenLayers } from './base.ts';

/**
 * What of a closure is not in a base: its other store paths, in the same order, with the references and
 * roots among them. That is closed under references again, because a layer refers to those below it
 * wherever they come from. Without a base, or one that holds nothing of it, it is the very closure. O(n + m).
 *
 * What the base holds is out of sight of every strategy and of the cost model: it is taken not to change.
 */
export function withoutBase(closure: Closure, base: Base | undefined): Closure {
  const { storePaths, names, narSizes, references, roots } = closure;
  const kept = [...storePaths.keys()].filter((path) => !base?.storePaths.has(storePaths[path]!));
  if (kept.length === storePaths.length) {
    return closure;
  }
  const rank = new Int32Array(storePaths.length).fill(-1);
  kept.forEach((path, position) => {
    rank[path] = position;
  });
  const ranksOf = (paths: Uint32Array) =>
    Array.from(paths, (path) => rank[path]!).filter((position) => position >= 0);
  return {
    storePaths: kept.map((path) => storePaths[path]!),
    names: kept.map((path) => names[path]!),
    narSizes: Float64Array.from(kept, (path) => narSizes[path]!),
    references: csrFromLists(kept.map((path) => ranksOf(successors(references, path)))),
    roots: Uint32Array.from(ranksOf(roots)),
  };
}

/**
 * What a base and a reserve take; undefined if there is neither.
 *
 * @param whole the closure
 * @param rest what of it is not in the base
 */
export function takenLayers(
  whole: Closure,
  rest: Closure,
  base: Base | undefined,
  reserve: number,
): TakenLayers | undefined {
  if (base === undefined && reserve === 0) {
    return undefined;
  }
  const bytesOf = ({ narSizes }: Closure) => narSizes.reduce((sum, size) => sum + size, 0);
  return {
    base: base?.layers ?? 0,
    reserve,
    paths: whole.storePaths.length - rest.storePaths.length,
    narSize: bytesOf(whole) - bytesOf(rest),
  };
}
