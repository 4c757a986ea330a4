import {
  type BitSet,
  isEmpty,
  meet,
  numbersOf,
  sizeOf,
  sizeOfCommon,
  union,
  without,
} from '../../graph/bit-set.ts';
import { bytesAhead, bytesStored, type Holders } from './bytes-ahead.ts';
import { type FleetModel, isMissed, type Part, releasesOf } from './fleet-model.ts';

/** A layer in the making, and the images that have it, at least one. */
export interface FleetLayer extends Part, Holders {
  readonly images: BitSet;
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
  /** The layers that any of some images has, in the order in which they were made. */
  readonly ofImages: (images: BitSet) => FleetLayer[];
  /** The same for one image. */
  readonly ofImage: (image: number) => readonly FleetLayer[];
  /** How many layers an image has. */
  readonly countOf: (image: number) => number;
  /**
   * What bytesAhead rises by if so many images lose a layer that all of them have. Its bytes are stored again if these are the
   * last, and other images await it without what it becomes one layer with (`isMissed`).
   */
  readonly leaving: (layer: FleetLayer, images: BitSet, count: number, other?: Part) => number;
  /** What it rises by if so many images get a layer of these paths, which none of them has. */
  readonly joining: (part: Part, images: BitSet, count: number) => number;
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
  const byImage = Array.from({ length: model.images }, () => new Set<FleetLayer>());
  let ids = 0;

  const remove = (layer: FleetLayer) => {
    byKey.delete(layer.key);
    for (const image of numbersOf(layer.images)) {
      byImage[image]!.delete(layer);
    }
  };
  const add = ({ cluster, roots, awaitedBy, key }: Part, images: BitSet): FleetLayer => {
    const holders = {
      count: sizeOf(images),
      kept: keptOf(key, images),
      releases: releasesOf(model, roots, [], images),
    };
    const ahead = bytesAhead(model, cluster.size, cluster.changeProbability, holders);
    const layer = { cluster, roots, awaitedBy, key, images, ...holders, ahead, id: ids++ };
    byKey.set(key, layer);
    for (const image of numbersOf(images)) {
      byImage[image]!.add(layer);
    }
    return layer;
  };
  /** How many of the images had the very same layer before. */
  const keptOf = (key: string, images: BitSet): number => {
    const had = before.size === 0 ? undefined : before.get(key);
    return had === undefined ? 0 : sizeOfCommon(had, images);
  };
  return {
    all: () => byKey.values(),
    withKey: (key) => byKey.get(key),
    ofImages: (images) => [...byKey.values()].filter((layer) => meet(layer.images, images)),
    ofImage: (image) => [...byImage[image]!],
    countOf: (image) => byImage[image]!.size,
    leaving: (layer, images, count, other) => {
      const { size, changeProbability } = layer.cluster;
      const left = bytesAhead(model, size, changeProbability, {
        count: layer.count - count,
        kept: layer.kept === 0 ? 0 : layer.kept - keptOf(layer.key, images),
        releases: layer.releases - releasesOf(model, layer.roots, [], images),
      });
      const isStored = other !== undefined && layer.count === count && isMissed(layer, other);
      return (isStored ? bytesStored(model, size) : left) - layer.ahead;
    },
    joining: ({ cluster, roots, key }, images, count) => {
      const known = byKey.get(key) ?? { count: 0, kept: 0, releases: 0, ahead: 0 };
      const joined = bytesAhead(model, cluster.size, cluster.changeProbability, {
        count: known.count + count,
        kept: known.kept + keptOf(key, images),
        releases: known.releases + releasesOf(model, roots, [], images),
      });
      return joined - known.ahead;
    },
    change: (from, to, images) => {
      const gone = new Set(from);
      const made: FleetLayer[] = [];
      for (const layer of from) {
        remove(layer);
        const left = without(layer.images, images);
        if (!isEmpty(left)) {
          made.push(add(layer, left));
        }
      }
      for (const part of to) {
        const known = byKey.get(part.key);
        if (known !== undefined) {
          gone.add(known);
          remove(known);
        }
        made.push(add(part, known === undefined ? images : union(known.images, images)));
      }
      return { gone: [...gone], made: made.filter((layer) => !gone.has(layer)) };
    },
  };
}

/** Whether an image has the layer that did not have it before: a layer that all keep is left alone. */
export function isChanged({ count, kept }: FleetLayer): boolean {
  return kept < count;
}

/** Layers by size, the largest first; those of equal size in their order. */
export function largestFirst<One extends Part>(layers: Iterable<One>): One[] {
  return [...layers].sort((a, b) => b.cluster.size - a.cluster.size);
}
