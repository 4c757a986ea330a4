import { type BitSet, common, isEmpty, numbersOf, setOf, union } from '../../graph/bit-set.ts';
import { popcount } from '../../graph/bits.ts';
import { bytesTogether } from './bytes-ahead.ts';
import type { FleetLayer, FleetLayers } from './fleet-layers.ts';
import { type FleetModel, uniteParts } from './fleet-model.ts';

/** The cheapest merge of a layer with a later one. */
interface Cheapest {
  partner: FleetLayer | undefined;
  /** Bytes ahead, for each image that has too many layers. */
  price: number;
}

/**
 * Merges layers until every image holds its budget: the merge that costs least for each image that has too
 * many layers, again and again. Two layers merge in all images that have both, since sharing the union
 * is worth more than a layer to spare; images that have one of them alone keep it. Ties go to the earlier
 * layer, then to its earlier partner.
 *
 * Each layer knows its cheapest partner among those made after it. Its price can only rise when one of
 * the images holds its budget, so it is computed again before it is taken. O(k²·w) for k layers and rows
 * of w words, and few more for all merges.
 *
 * @param free the images whose layers may change
 * @param budgets for each image
 */
export function mergeLayers(
  model: FleetModel,
  layers: FleetLayers,
  free: BitSet,
  budgets: readonly number[],
): void {
  const isOver = (image: number) => layers.countOf(image) > budgets[image]!;
  let over = setOf(model.images, [...budgets.keys()].filter(isOver));
  const cheapest = new Map<FleetLayer, Cheapest>();
  for (const layer of isEmpty(over) ? [] : layers.all()) {
    cheapest.set(layer, partnerOf(layer));
  }
  while (!isEmpty(over)) {
    const layer = cheapestLayer();
    const { partner } = cheapest.get(layer)!;
    const images = common(common(layer.images, partner!.images), free);
    const { gone, made } = layers.change(
      [layer, partner!],
      [uniteParts(model, layer, partner!)],
      images,
    );
    over = setOf(model.images, [...budgets.keys()].filter(isOver));
    for (const old of gone) {
      cheapest.delete(old);
    }
    for (const other of besides(gone.map((old) => old.images).reduce(union))) {
      const known = cheapest.get(other);
      if (known?.partner !== undefined && gone.includes(known.partner)) {
        cheapest.set(other, partnerOf(other));
      } else if (known !== undefined) {
        considerPartners(other, known, made);
      }
    }
    for (const one of made) {
      cheapest.set(one, partnerOf(one));
    }
  }

  /** The layer of the cheapest merge, its price up to date. */
  function cheapestLayer(): FleetLayer {
    for (;;) {
      let best: FleetLayer | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (const [layer, { price }] of cheapest) {
        if (price < least) {
          best = layer;
          least = price;
        }
      }
      // an image over its budget has two layers at least, and these can merge
      const { partner } = cheapest.get(best!)!;
      if (priceOf(best!, partner!, Number.POSITIVE_INFINITY) === least) {
        return best!;
      }
      cheapest.set(best!, partnerOf(best!));
    }
  }

  function partnerOf(layer: FleetLayer): Cheapest {
    const cheapest = { partner: undefined, price: Number.POSITIVE_INFINITY };
    considerPartners(layer, cheapest, besides(layer.images));
    return cheapest;
  }

  /** The layers that any of some images has, or all: others have no image in common with a layer of these. */
  function besides(images: BitSet): Iterable<FleetLayer> {
    const numbers = numbersOf(images);
    const most = numbers.reduce((sum, image) => sum + layers.countOf(image), 0);
    return most < cheapest.size / 4 ? new Set(numbers.flatMap(layers.ofImage)) : layers.all();
  }

  /** Takes a later layer for a partner if that is cheaper, or as cheap as a still later one. */
  function considerPartners(
    layer: FleetLayer,
    cheapest: Cheapest,
    others: Iterable<FleetLayer>,
  ): void {
    for (const other of others) {
      const price =
        other.id > layer.id ? priceOf(layer, other, cheapest.price) : Number.POSITIVE_INFINITY;
      const isEarlier = price === cheapest.price && other.id < (cheapest.partner?.id ?? 0);
      if (price < cheapest.price || isEarlier) {
        cheapest.partner = other;
        cheapest.price = price;
      }
    }
  }

  /** What merging costs for each image that has too many layers; may be Infinity above `limit`. */
  function priceOf(a: FleetLayer, b: FleetLayer, limit: number): number {
    let count = 0;
    let relieved = 0;
    for (let place = 0; place < free.length; place++) {
      const both = a.images[place]! & b.images[place]! & free[place]!;
      if (both !== 0) {
        count += popcount(both);
        relieved += popcount(both & over[place]!);
      }
    }
    if (relieved === 0) {
      return Number.POSITIVE_INFINITY;
    }
    // which images these are matters to some layers only, and a set of them takes time
    const images = isPlain(a) && isPlain(b) ? free : common(common(a.images, b.images), free);
    const left = layers.leaving(a, images, count, b) + layers.leaving(b, images, count, a);
    return (left + bytesTogether(model, a, b, images, count, limit * relieved - left)) / relieved;
  }
}

/** Whether only the number of images decides what a layer costs. */
function isPlain({ roots, kept }: FleetLayer): boolean {
  return roots.length === 0 && kept === 0;
}
