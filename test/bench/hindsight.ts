import type { Closure } from '../../src/closure/closure.ts';
import { nameWithoutVersion } from '../../src/closure/name-parts.ts';
import type { CostOfPart } from './greedy-partitions.ts';

/** An image's store paths over all its snapshots, told apart by what lasts over updates. */
export interface Hindsight {
  /** Sets of keys (see `keysOf`), each of those that the same updates change. */
  readonly vertices: readonly (readonly string[])[];
  /** The bytes that all updates pull of a layer that holds these vertices in every snapshot. */
  readonly costOf: CostOfPart;
  /** The bytes of each vertex over all updates. */
  readonly weights: Float64Array;
  /** Bytes of new store paths over all updates. */
  readonly floor: number;
}

/**
 * What a partition by name would pull, all updates known. A key that comes with an update is parted as all
 * others are, as if it had been known from the start. Keys that the same updates change are one
 * vertex: apart they cost no less, but where their sizes change in different ways.
 */
export function hindsightOf(snapshots: readonly Closure[]): Hindsight {
  const updates = snapshots.length - 1;
  const byKey = snapshots.map(
    (closure) => new Map(keysOf(closure).map((key, path) => [key, path] as const)),
  );
  const storePathAt = (step: number, key: string): string | undefined => {
    const path = byKey[step]!.get(key);
    return path === undefined ? undefined : snapshots[step]!.storePaths[path];
  };

  const keysByChanges = new Map<string, string[]>();
  for (const key of new Set(byKey.flatMap((keys) => [...keys.keys()]))) {
    const changes = Array.from({ length: updates }, (_, update) =>
      storePathAt(update, key) === storePathAt(update + 1, key) ? '0' : '1',
    ).join('');
    keysByChanges.set(changes, [...(keysByChanges.get(changes) ?? []), key]);
  }
  const changes = [...keysByChanges.keys()];
  const vertices = [...keysByChanges.values()];
  // bytes of a vertex after each update
  const bytes = vertices.map((keys) =>
    Float64Array.from({ length: updates }, (_, update) => {
      const paths = keys.map((key) => byKey[update + 1]!.get(key));
      const { narSizes } = snapshots[update + 1]!;
      return paths.reduce<number>(
        (sum, path) => sum + (path === undefined ? 0 : narSizes[path]!),
        0,
      );
    }),
  );
  const isChanged = changes.map((text) => Uint8Array.from(text, Number));
  const costOf = (members: readonly number[]): number => {
    let pulled = 0;
    for (let update = 0; update < updates; update++) {
      let anyChanged = 0;
      let size = 0;
      for (const vertex of members) {
        anyChanged |= isChanged[vertex]![update]!;
        size += bytes[vertex]![update]!;
      }
      pulled += anyChanged * size;
    }
    return pulled;
  };
  const floor = snapshots.slice(1).reduce((sum, closure, before) => {
    const old = new Set(snapshots[before]!.storePaths);
    const isNew = (path: number) => !old.has(closure.storePaths[path]!);
    return closure.narSizes.reduce((all, size, path) => all + (isNew(path) ? size : 0), sum);
  }, 0);
  const weights = Float64Array.from(bytes, (sizes) => sizes.reduce((sum, size) => sum + size, 0));
  return { vertices, costOf, weights, floor };
}

/**
 * A key for each path that an update of it keeps: the name without version, and the output
 * (`openssl-dev` of `openssl-3.0.14-dev`); the second path of a key in the order of the closure, that of names, has
 * a key of its own, and so on.
 */
export function keysOf({ names }: Closure): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const bareName = nameWithoutVersion(name);
    const output = /(?:-[a-z]+)*$/.exec(name.slice(bareName.length))![0];
    const key = `${bareName}${output}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? key : `${key} ${before + 1}`;
  });
}
