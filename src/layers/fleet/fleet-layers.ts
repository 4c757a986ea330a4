import {
  type BitSet,
  common,
  isEmpty,
  numbersOf,
  sizeOf,
  union,
  without,
} from '../../graph/bit-set.ts';
import { bytesAhead, bytesOf } from './bytes-ahead.ts';
import type { FleetModel, Part } from './fleet-model.ts';

/** A layer in the making, and the images that have it. */
export interface FleetLayer extends Part {
  /** At least one. */
  readonly images: BitSet;
  /** How many these are. */
  readonly count: number;
  /** The images that had the very same layer before; undefined if none had. */
  readonly before: BitSet | undefined;
  /** See `bytesAhead`. */
  readonly ahead: number;
  /** Counts up: a later layer has a higher one. */
  readonly id: number;
}

/** What a change took away and made. */
export interface Change {
  readonly gone: readonly FleetLayer[];
  readonly made: readonly FleetLayer[];
}

/** The layers of all images of a fleet; those of the same paths are one. */
export interface FleetLayers {
  /** In the order in which they were made. */
  readonly all: () => Iterable<FleetLayer>;
  /** The layer of a part with this key. */
  readonly withKey: (key: string) => FleetLayer | undefined;
  /** The layers that any of some images has. */
  readonly ofImages: (images: BitSet) => FleetLayer[];
  /** How many layers an image has. */
  readonly countOf: (image: number) => number;
  /** What bytesAhead rises by if so many images lose a layer that all of them have. */
  readonly leaving: (layer: FleetLayer, images: BitSet, count: number) => number;
  /** What it rises by if images get a layer of these paths, which none of them has. */
  readonly joining: (part: Part, images: BitSet) => number;
  /** Takes layers from images that have them, and gives them others of the same paths in all. */
  readonly change: (from: readonly FleetLayer[], to: readonly Part[], images: BitSet) => Change;
}

/**
 * Layers of no image yet.
 *
 * @param before the images that had a layer of these paths before, by the key of that part
 */
export function fleetLayers(model: FleetModel, before: ReadonlyMap<string, BitSet>): FleetLayers {
  const byKey = new Map<string, FleetLayer>();
  const counts = new Int32Array(model.images);
  let ids = 0;

  const make = (part: Part, images: BitSet): FleetLayer => {
    const { key } = part;
    const known = byKey.get(key);
    const all = known === undefined ? images : union(known.images, images);
    const had = before.get(key);
    const ahead = bytesAhead(model, part, all, had);
    const { cluster, roots } = part;
    const layer = {
      cluster,
      roots,
      images: all,
      count: sizeOf(all),
      before: had,
      ahead,
      key,
      id: ids++,
    };
    byKey.delete(key);
    byKey.set(key, layer);
    return layer;
  };
  const count = (images: BitSet, by: number) => {
    for (const image of numbersOf(images)) {
      counts[image]! += by;
    }
  };
  return {
    all: () => byKey.values(),
    withKey: (key) => byKey.get(key),
    ofImages: (images) => [...byKey.values()].filter((layer) => meets(layer.images, images)),
    countOf: (image) => counts[image]!,
    leaving: (layer, images, count) => {
      const { size, changeProbability } = layer.cluster;
      const left = isPlain(layer)
        ? bytesOf(model, size, changeProbability, 0, layer.count - count, 0)
        : bytesAhead(model, layer, without(layer.images, images), layer.before);
      return left - layer.ahead;
    },
    joining: (part, images) => {
      const { key } = part;
      const known = byKey.get(key);
      return known === undefined
        ? bytesAhead(model, part, images, before.get(key))
        : bytesAhead(model, part, union(known.images, images), known.before) - known.ahead;
    },
    change: (from, to, images) => {
      const gone = new Set(from);
      const made: FleetLayer[] = [];
      for (const layer of from) {
        const left = without(layer.images, images);
        byKey.delete(layer.key);
        count(common(layer.images, images), -1);
        if (!isEmpty(left)) {
          made.push(make(layer, left));
        }
      }
      for (const part of to) {
        const known = byKey.get(part.key);
        if (known !== undefined) {
          gone.add(known);
        }
        count(images, 1);
        made.push(make(part, images));
      }
      return { gone: [...gone], made: made.filter((layer) => !gone.has(layer)) };
    },
  };
}

/** Whether only the number of images decides what a layer costs. */
function isPlain({ roots, before }: FleetLayer): boolean {
  return roots.length === 0 && before === undefined;
}

function meets(a: BitSet, b: BitSet): boolean {
  return a.some((word, place) => (word & b[place]!) !== 0);
}
