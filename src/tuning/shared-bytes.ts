import type { Grouping } from '../layers/grouping.ts';
import { layerIdentities } from './layer-identities.ts';

/** What an image has in common with others, in bytes. */
export interface SharedBytes {
  /** Of its layers that another image has too. */
  readonly layers: number;
  /** Of its store paths that another image has too, the most that any layering can have in common. */
  readonly paths: number;
}

/** Computes what `grouping` has in common with the groupings of other images. O(n) over all of them. */
export function sharedBytes(grouping: Grouping, others: readonly Grouping[]): SharedBytes {
  const identify = layerIdentities();
  const { paths, layers } = identify(grouping);
  const elsewhere = others.map(identify);
  const otherPaths = new Set(elsewhere.flatMap((other) => other.paths));
  const otherLayers = new Set(elsewhere.flatMap((other) => other.layers));
  return {
    layers: grouping.layers.reduce(
      (sum, { narSize }, index) => sum + (otherLayers.has(layers[index]!) ? narSize : 0),
      0,
    ),
    paths: grouping.closure.narSizes.reduce(
      (sum, narSize, path) => sum + (otherPaths.has(paths[path]!) ? narSize : 0),
      0,
    ),
  };
}
