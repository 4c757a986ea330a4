import {
  type BitSet,
  common,
  contains,
  isEmpty,
  numbersOf,
  setOf,
  sizeOf,
  without,
} from '../../graph/bit-set.ts';
import { bytesTogether } from './bytes-ahead.ts';
import type { FleetLayer, FleetLayers } from './fleet-layers.ts';
import { type FleetModel, type Part, partOf } from './fleet-model.ts';

/** A path that joins a layer, in some of the images that have it. */
interface Joining {
  readonly path: number;
  readonly images: BitSet;
}

/**
 * Adds small paths to finished layers. Each path joins, in as many of its images as have the layer, the
 * layer where that costs least for each of these images, then another in the images that are left. Each is
 * judged against the layers without small ones, so that none has an effect on another. Ties go to the
 * earlier layer. O(k·w) for each path, k layers of its images and rows of w words.
 *
 * @param paths ascending, with the images that lack them
 * @param sizes bytes of every path
 */
export function joinSmall(
  model: FleetModel,
  layers: FleetLayers,
  paths: ReadonlyMap<number, BitSet>,
  sizes: Float64Array,
): void {
  const joinings = new Map<FleetLayer, Joining[]>();
  const candidates = new Map<string, readonly FleetLayer[]>();
  for (const [path, lacking] of paths) {
    const single = partOf(model, [path], sizes);
    for (let left = lacking; !isEmpty(left); ) {
      const { layer, images } = cheapest(single, left);
      joinings.set(layer, [...(joinings.get(layer) ?? []), { path, images }]);
      left = without(left, images);
    }
  }
  for (const [layer, joining] of joinings) {
    for (const { images, paths: joined } of byImages(model, layer, joining)) {
      const paths = [...layer.cluster.paths, ...joined].sort((a, b) => a - b);
      layers.change([layers.withKey(layer.key)!], [partOf(model, paths, sizes)], images);
    }
  }

  /** The layer that the path joins at the least price for each image, and in which of these images. */
  function cheapest(single: Part, left: BitSet): { layer: FleetLayer; images: BitSet } {
    let best: { layer: FleetLayer; images: BitSet } | undefined;
    let least = Number.POSITIVE_INFINITY;
    const key = left.join();
    const found = candidates.get(key) ?? layers.ofImages(left);
    candidates.set(key, found);
    for (const layer of found) {
      const images = common(layer.images, left);
      const count = sizeOf(images);
      const leaving = layers.leaving(layer, images, count, single);
      const limit = least * count - leaving;
      const price = (leaving + bytesTogether(model, layer, single, images, count, limit)) / count;
      if (price < least) {
        best = { layer, images };
        least = price;
      }
    }
    return best!;
  }
}

/** The paths that join a layer, by the images in which the same ones do. */
function byImages(
  model: FleetModel,
  layer: FleetLayer,
  joining: readonly Joining[],
): Iterable<{ images: BitSet; paths: readonly number[] }> {
  const groups = new Map<string, { images: number[]; paths: number[] }>();
  for (const image of numbersOf(layer.images)) {
    const paths = joining.filter(({ images }) => contains(images, image)).map(({ path }) => path);
    if (paths.length > 0) {
      const group = groups.get(paths.join()) ?? { images: [], paths };
      group.images.push(image);
      groups.set(paths.join(), group);
    }
  }
  return Array.from(groups.values(), ({ images, paths }) => ({
    images: setOf(model.images, images),
    paths,
  }));
}
