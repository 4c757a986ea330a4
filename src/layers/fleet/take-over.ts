import { type BitSet, contains, numbersOf, setOf } from '../../graph/bit-set.ts';
import { type FleetLayer, type FleetLayers, isChanged, largestFirst } from './fleet-layers.ts';
import { type FleetModel, partOf } from './fleet-model.ts';

/**
 * Local search: an image takes over a layer of others, all of whose paths its own layers hold, in place of
 * these, if that saves and its budget still holds. The largest layers first, image by image.
 * O(images × k × paths).
 *
 * @param free the images whose layers may change
 * @param budgets for each image
 * @param sizes bytes of every path
 * @returns whether an image took over a layer
 */
export function takeOver(
  model: FleetModel,
  layers: FleetLayers,
  free: BitSet,
  budgets: readonly number[],
  sizes: Float64Array,
): boolean {
  let taken = false;
  for (const image of numbersOf(free)) {
    const images = setOf(model.images, [image]);
    for (const { key } of largestFirst(layers.all())) {
      const layer = layers.withKey(key);
      if (layer !== undefined && tryLayer(layer, image, images)) {
        taken = true;
      }
    }
  }
  return taken;

  function tryLayer(layer: FleetLayer, image: number, images: BitSet): boolean {
    const { paths } = layer.cluster;
    if (
      contains(layer.images, image) ||
      paths.length === 1 ||
      !paths.every((path) => contains(model.imagesOf[path]!, image))
    ) {
      return false;
    }
    const wanted = new Set(paths);
    const own = layers
      .ofImage(image)
      .filter(({ cluster }) => cluster.paths.some((path) => wanted.has(path)));
    const placed = new Set(own.flatMap(({ cluster }) => cluster.paths));
    const rests = own
      .map(({ cluster }) => cluster.paths.filter((path) => !wanted.has(path)))
      .filter((rest) => rest.length > 0);
    if (
      // small paths may be in no layer yet
      !paths.every((path) => placed.has(path)) ||
      !own.every(isChanged) ||
      layers.countOf(image) - own.length + rests.length + 1 > budgets[image]!
    ) {
      return false;
    }
    const parts = [layer, ...rests.map((rest) => partOf(model, rest, sizes))];
    let price = own.reduce((sum, one) => sum + layers.leaving(one, images, 1, layer), 0);
    for (const part of parts) {
      price += layers.joining(part, images, 1);
    }
    if (price < 0) {
      layers.change(own, parts, images);
    }
    return price < 0;
  }
}
