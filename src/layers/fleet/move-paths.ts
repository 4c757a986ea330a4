import { type BitSet, common, isEmpty, sizeOf } from '../../graph/bit-set.ts';
import { LEAST_GAIN, PREVIOUS } from '../cost/priors.ts';
import { bytesTogether } from './bytes-ahead.ts';
import { type FleetLayer, type FleetLayers, keyOf } from './fleet-layers.ts';
import { type FleetModel, type Part, partOf } from './fleet-model.ts';

/**
 * Local search: moves a single path from a layer to another, in all images that have both, if that
 * saves LEAST_GAIN of its bytes or more. Layers in the order in which they were made, the largest path of each first;
 * no layer is emptied. Ties go to the earlier layer. O(k·w) for each path of a layer, k layers of the same
 * images and rows of w words.
 *
 * @param free the images whose layers may change
 * @param sizes bytes of every path
 * @returns whether a path moved
 */
export function movePaths(
  model: FleetModel,
  layers: FleetLayers,
  free: BitSet,
  sizes: Float64Array,
): boolean {
  let moved = false;
  for (const { key, cluster } of [...layers.all()]) {
    const largestFirst = [...cluster.paths].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    for (const path of largestFirst) {
      const layer = layers.withKey(key);
      const move = layer && cheapestMove(layer, path);
      if (move) {
        moved = true;
        const paths = [...move.to.cluster.paths, path].sort((a, b) => a - b);
        const parts = [move.rest, partOf(model, paths, sizes)];
        layers.change([layer, move.to], parts, move.images);
      }
    }
  }
  return moved;

  /** The move of a path that saves most, if any saves enough. */
  function cheapestMove(
    layer: FleetLayer,
    path: number,
  ): { rest: Part; to: FleetLayer; images: BitSet } | undefined {
    const others = layer.cluster.paths.filter((other) => other !== path);
    const movable = common(layer.images, free);
    if (others.length === 0 || isEmpty(movable)) {
      return undefined;
    }
    const single = partOf(model, [path], sizes);
    const rest = partOf(model, others, sizes);
    const restKey = keyOf(others);
    let best: { rest: Part; to: FleetLayer; images: BitSet } | undefined;
    let least = -LEAST_GAIN * PREVIOUS.updates * sizes[path]!;
    for (const to of layers.ofImages(movable)) {
      if (to.key === layer.key || to.key === restKey) {
        continue;
      }
      const images = common(to.images, movable);
      const change =
        layers.leaving(layer, images) + layers.leaving(to, images) + layers.joining(rest, images);
      const count = sizeOf(images);
      const price = change + bytesTogether(model, to, single, images, count, least - change);
      if (price < least) {
        best = { rest, to, images };
        least = price;
      }
    }
    return best;
  }
}
