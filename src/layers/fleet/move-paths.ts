import { type BitSet, common, sizeOf } from '../../graph/bit-set.ts';
import { LEAST_GAIN, PREVIOUS } from '../cost/priors.ts';
import { bytesTogether } from './bytes-ahead.ts';
import { type FleetLayer, type FleetLayers, isChanged } from './fleet-layers.ts';
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
  for (const { key, cluster } of [...layers.all()].filter(isChanged)) {
    const largest = cluster.paths.filter((path) => sizes[path]! >= model.cost.smallSize);
    largest.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    let layer = layers.withKey(key);
    let others: FleetLayer[] | undefined;
    for (const path of largest) {
      if (layer === undefined || cluster.paths.length === 1) {
        break;
      }
      others ??= layers.ofImages(common(layer.images, free)).filter(isChanged);
      const move = cheapestMove(layer, path, others);
      if (move !== undefined) {
        moved = true;
        const paths = [...move.to.cluster.paths, path].sort((a, b) => a - b);
        const parts = [move.rest, partOf(model, paths, sizes)];
        layers.change([layer, move.to], parts, move.images);
        layer = layers.withKey(key);
        others = undefined;
      }
    }
  }
  return moved;

  /** The move of a path to one of some other layers that saves most, if any saves enough. */
  function cheapestMove(
    layer: FleetLayer,
    path: number,
    others: readonly FleetLayer[],
  ): { rest: Part; to: FleetLayer; images: BitSet } | undefined {
    const movable = common(layer.images, free);
    const single = partOf(model, [path], sizes);
    const rest = partOf(
      model,
      layer.cluster.paths.filter((other) => other !== path),
      sizes,
    );
    let best: { rest: Part; to: FleetLayer; images: BitSet } | undefined;
    let least = -LEAST_GAIN * PREVIOUS.updates * sizes[path]!;
    for (const to of others) {
      if (to === layer || to.key === rest.key) {
        continue;
      }
      const images = common(to.images, movable);
      const count = sizeOf(images);
      const change =
        layers.leaving(layer, images, count) +
        layers.leaving(to, images, count, single) +
        layers.joining(rest, images, count);
      const price = change + bytesTogether(model, to, single, images, count, least - change);
      if (price < least) {
        best = { rest, to, images };
        least = price;
      }
    }
    return best;
  }
}
