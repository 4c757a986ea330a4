import { type BitSet, common, numbersOf, setOf, sizeOf } from '../../graph/bit-set.ts';
import { LEAST_GAIN, PREVIOUS } from '../cost/priors.ts';
import { type FleetLayer, type FleetLayers, isChanged, largestFirst } from './fleet-layers.ts';
import { type FleetModel, type Part, partOf } from './fleet-model.ts';

/**
 * Local search: images that have fewer layers than their budget, because they merged what others had to, split a
 * single path off a layer if that saves LEAST_GAIN of its bytes or more: the one that saves most, again and
 * again, the largest layers first. Ties go to the earlier path. O(p²·w) for each layer of p paths.
 *
 * @param free the images whose layers may change
 * @param budgets for each image
 * @param sizes bytes of every path
 * @returns whether a layer was split
 */
export function splitLayers(
  model: FleetModel,
  layers: FleetLayers,
  free: BitSet,
  budgets: readonly number[],
  sizes: Float64Array,
): boolean {
  let split = false;
  for (const { key } of largestFirst(layers.all())) {
    let layer = layers.withKey(key);
    while (layer !== undefined && isChanged(layer) && layer.cluster.paths.length > 1) {
      const spare = numbersOf(common(layer.images, free)).filter(
        (image) => layers.countOf(image) < budgets[image]!,
      );
      const images = setOf(model.images, spare);
      const parts: readonly Part[] | undefined =
        spare.length > 0 ? bestSplit(layer, images) : undefined;
      if (parts === undefined) {
        break;
      }
      split = true;
      layers.change([layer], parts, images);
      // what is left of it may be split again
      layer = layers.withKey(parts[1]!.key);
    }
  }
  return split;

  /** The path and the rest that cost least as layers of their own, if that saves enough. */
  function bestSplit(layer: FleetLayer, images: BitSet): readonly Part[] | undefined {
    const count = sizeOf(images);
    const { paths } = layer.cluster;
    const leaving = layers.leaving(layer, images, count);
    let best: readonly Part[] | undefined;
    let least = 0;
    for (const path of paths) {
      const parts = [[path], paths.filter((other) => other !== path)].map((some) =>
        partOf(model, some, sizes),
      );
      const price = parts.reduce(
        (sum, part) => sum + layers.joining(part, images, count),
        leaving + LEAST_GAIN * PREVIOUS.updates * sizes[path]!,
      );
      if (price < least) {
        best = parts;
        least = price;
      }
    }
    return best;
  }
}
