import { buildClosure } from '../../closure/build-closure.ts';
import type { Closure } from '../../closure/closure.ts';
import { entryTable, type StoreEntry } from '../../closure/entry-table.ts';
import { type BitSet, setOf } from '../../graph/bit-set.ts';
import { successors } from '../../graph/csr.ts';

/** The closures of several images as one. */
export interface UnitedClosures {
  /** The closure of all images, without roots: these are an image's own. */
  readonly closure: Closure;
  /** For each image, the indices of its store paths in that closure, in its own order. */
  readonly pathsOf: readonly Uint32Array[];
  /** For each store path, the images that hold it. */
  readonly imagesOf: readonly BitSet[];
}

/**
 * Unites the closures of images. O(n log n + m) over all of them.
 *
 * @param images how many there are, with those that have no closure
 * @throws InputError when two closures differ in the size or references of a store path
 */
export function uniteClosures(closures: readonly Closure[], images: number): UnitedClosures {
  const entries: StoreEntry[] = [];
  for (const { storePaths, narSizes, references } of closures) {
    storePaths.forEach((path, index) => {
      const targets = Array.from(successors(references, index), (target) => storePaths[target]!);
      entries.push({ path, narSize: narSizes[index]!, references: targets });
    });
  }
  const closure = buildClosure(entryTable(entries), []);
  const indices = new Map(closure.storePaths.map((path, index) => [path, index]));
  const pathsOf = closures.map(({ storePaths }) =>
    Uint32Array.from(storePaths, (path) => indices.get(path)!),
  );
  const holders: number[][] = closure.storePaths.map(() => []);
  pathsOf.forEach((paths, image) => {
    for (const path of paths) {
      holders[path]!.push(image);
    }
  });
  return { closure, pathsOf, imagesOf: holders.map((held) => setOf(images, held)) };
}
