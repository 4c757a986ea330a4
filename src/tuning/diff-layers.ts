import type { LayerContents } from '../layers/parse-grouping.ts';

/** A layer that a client has to pull, and the old one it comes from, if any. */
export interface PulledLayer {
  readonly layer: LayerContents;
  /** Its store paths that no old layer holds. */
  readonly newPaths: readonly string[];
  /** The layer it replaces: the one that shares most names with it; undefined for a new layer. */
  readonly replaces?: LayerContents;
}

/** What becomes of the layers from one grouping to the next. */
export interface LayerDiff {
  readonly kept: readonly LayerContents[];
  readonly changed: readonly PulledLayer[];
  readonly added: readonly PulledLayer[];
  /** Old layers that nothing replaces. */
  readonly gone: readonly LayerContents[];
  /** Bytes of changed and added layers: what a client that has the old ones pulls. */
  readonly pulled: number;
}

/**
 * Compares two groupings layer by layer. A layer is kept when the old grouping has one of exactly
 * the same store paths. Of the others, a layer replaces the old one, not kept and not yet
 * replaced, that shares most names with it; ties go to the lower old layer. New layers choose
 * in their order, bottom first. O(paths of both).
 *
 * @param nameOf the name by which a store path is known again after an update
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

  // where each name was, among the old layers that are no more
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
