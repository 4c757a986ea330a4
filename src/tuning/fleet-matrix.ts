import type { Grouping } from '../layers/grouping.ts';
import { layerIdentities } from './common-layers.ts';

/** What two images have in common, in bytes. */
export interface CommonBytes {
  /** Of layers that both have. */
  readonly layers: number;
  /** Of store paths that both have, the most that layers can have in common. */
  readonly paths: number;
}

/**
 * What each image has in common with each other: row by row, an image with itself included.
 * O(images · paths of all images).
 */
export function fleetMatrix(groupings: readonly Grouping[]): CommonBytes[][] {
  const identify = layerIdentities();
  const sets = groupings.map((grouping) => {
    const { paths, layers } = identify(grouping);
    return {
      paths: new Map(paths.map((path, index) => [path, grouping.closure.narSizes[index]!])),
      layers: new Map(layers.map((key, index) => [key, grouping.layers[index]!.narSize])),
    };
  });
  return sets.map((one) =>
    sets.map((other) => ({
      layers: commonBytes(one.layers, other.layers),
      paths: commonBytes(one.paths, other.paths),
    })),
  );
}

function commonBytes<Key>(
  sizes: ReadonlyMap<Key, number>,
  others: ReadonlyMap<Key, number>,
): number {
  let bytes = 0;
  for (const [key, size] of sizes) {
    bytes += others.has(key) ? size : 0;
  }
  return bytes;
}
