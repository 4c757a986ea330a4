import type { LayerContents } from '../layers/parse-grouping.ts';

/** A layer that a client must pull, and the old layer that it replaces, if any. */
export interface PulledLayer {
  readonly layer: LayerContents;
  /** Its store paths that are in no old layer. */
  readonly newPaths: readonly string[];
  /** The layer that it replaces, with which it has most names in common; undefined for a new layer. */
  readonly replaces?: LayerContents;
}

/** The difference between two groupings, by layers. */
export interface LayerDiff {
  readonly kept: readonly LayerContents[];
  readonly changed: readonly PulledLayer[];
  readonly added: readonly PulledLayer[];
  /** Old layers that no layer replaces. */
  readonly gone: readonly LayerContents[];
  /** Bytes of changed and added layers, which a client that has the old ones pulls. */
  readonly pulled: number;
}

/**
 * Compares two groupings layer by layer. A layer is kept when an old layer has exactly the same store
 * paths. Each of the others, bottom first, replaces the old layer with which it has most names in common,
 * among those that are neither kept nor replaced yet; ties go to the lower old layer. O(paths of both).
 *
 * @param nameOf the name of a store path that stays the same in an update
 */
export function diffLayers(
  older: readonly LayerContents[],
  newer: readonly LayerContents[],
  nameOf: (storePath: string) => string,
): LayerDiff {
  const keyOf = ({ contents }: LayerContents) => contents.toSorted().join('\n');
  const newKeys = new Set(newer.map(keyOf));
  const oldKeys = new Set(older.map(keyOf));
  const kept = newer.filter((layer) => oldKeys.has(keyOf(layer)));
  const pulledLayers = newer.filter((layer) => !oldKeys.has(keyOf(layer)));

  // the layers of each name, among the old layers that are not kept
  const replaceable = older.filter((layer) => !newKeys.has(keyOf(layer)));
  const layersByName = new Map<string, number[]>();
  replaceable.forEach(({ contents }, index) => {
    for (const name of new Set(contents.map(nameOf))) {
      const layers = layersByName.get(name) ?? [];
      layers.push(index);
      layersByName.set(name, layers);
    }
  });

  const oldPaths = new Set(older.flatMap(({ contents }) => contents));
  const replaced = new Set<number>();
  const matches = pulledLayers.map((layer): PulledLayer => {
    const shared = new Map<number, number>();
    for (const name of new Set(layer.contents.map(nameOf))) {
      for (const index of layersByName.get(name) ?? []) {
        if (!replaced.has(index)) {
          shared.set(index, (shared.get(index) ?? 0) + 1);
        }
      }
    }
    const newPaths = layer.contents.filter((path) => !oldPaths.has(path));
    const [best] = [...shared].sort(([a, many], [b, more]) => more - many || a - b);
    if (best === undefined) {
      return { layer, newPaths };
    }
    replaced.add(best[0]);
    return { layer, newPaths, replaces: replaceable[best[0]]! };
  });
  return {
    kept,
    changed: matches.filter(({ replaces }) => replaces !== undefined),
    added: matches.filter(({ replaces }) => replaces === undefined),
    gone: replaceable.filter((_, index) => !replaced.has(index)),
    pulled: pulledLayers.reduce((sum, { narSize }) => sum + narSize, 0),
  };
}
