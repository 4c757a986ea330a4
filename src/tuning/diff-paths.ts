import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';

/** A store path that replaced another with the same name without version. */
export interface PathUpdate {
  /** Index in the old closure. */
  readonly from: number;
  /** Index in the new closure. */
  readonly to: number;
}

/** The difference between two closures, by store paths; indices into their closure. */
export interface PathDiff {
  /** In the new closure. */
  readonly added: readonly number[];
  /** In the old closure. */
  readonly removed: readonly number[];
  /** Another name-version: `openssl 3.0.20 → 3.0.21`. */
  readonly updated: readonly PathUpdate[];
  /** The same name-version with another digest: it was rebuilt because something in its closure changed. */
  readonly rebuilt: readonly PathUpdate[];
  /** Bytes of all store paths that the old closure lacks, the least that can be pulled. */
  readonly floor: number;
}

/**
 * Compares two closures path by path. Paths that are in both are left out. The others are matched by
 * exact name first, then by name without version and output (`glibc-2.41-bin` is an update of
 * `glibc-2.40-bin`, not of `glibc-2.40`), then by name without version; in canonical order. O(n).
 */
export function diffPaths(older: Closure, newer: Closure): PathDiff {
  const oldPaths = new Set(older.storePaths);
  const newPaths = new Set(newer.storePaths);
  let lost = indicesOf(older).filter((path) => !newPaths.has(older.storePaths[path]!));
  let fresh = indicesOf(newer).filter((path) => !oldPaths.has(newer.storePaths[path]!));
  const floor = fresh.reduce((sum, path) => sum + newer.narSizes[path]!, 0);

  const matchBy = (nameOf: (name: string) => string): PathUpdate[] => {
    const waiting = new Map<string, number[]>();
    for (const path of lost.toReversed()) {
      const name = nameOf(older.names[path]!);
      const paths = waiting.get(name) ?? [];
      paths.push(path);
      waiting.set(name, paths);
    }
    const matched: PathUpdate[] = [];
    for (const to of fresh) {
      const from = waiting.get(nameOf(newer.names[to]!))?.pop();
      if (from !== undefined) {
        matched.push({ from, to });
      }
    }
    const matchedOld = new Set(matched.map(({ from }) => from));
    const matchedNew = new Set(matched.map(({ to }) => to));
    lost = lost.filter((path) => !matchedOld.has(path));
    fresh = fresh.filter((path) => !matchedNew.has(path));
    return matched;
  };
  const rebuilt = matchBy((name) => name);
  const updated = [...matchBy(nameAndOutput), ...matchBy(nameWithoutVersion)];
  updated.sort((a, b) => a.to - b.to);
  return { added: fresh, removed: lost, updated, rebuilt, floor };
}

/** The name without version and what follows the version: `glibc -bin` for `glibc-2.40-bin`. */
function nameAndOutput(name: string): string {
  return `${nameWithoutVersion(name)} ${/(-[a-z]+)*$/.exec(name)![0]}`;
}

function indicesOf({ storePaths }: Closure): number[] {
  return [...storePaths.keys()];
}
