import type { Closure } from '../../closure/closure.ts';
import { type BitSet, contains, sizeOf } from '../../graph/bit-set.ts';
import { lowestBit } from '../../graph/bits.ts';
import { type Cluster, clusterOf } from '../cost/cluster.ts';
import { type CostModel, costModel } from '../cost/cost-model.ts';
import { RELEASES_PER_UPDATE, SHARING } from '../cost/priors.ts';
import { releaseEvents } from '../cost/release-events.ts';
import { popularityFromGraph } from '../popularity.ts';
import { uniteClosures } from './unite-closures.ts';

/** What a byte counts, relative to each other. */
export interface FleetWeights {
  /** Once in the registry. */
  readonly storage: number;
  /** In the registry anew, for each update. */
  readonly updates: number;
  /** Pulled by a client of one image, for each update. */
  readonly pulls: number;
}

/** What is known of the images of a fleet that decides what their layers cost. */
export interface FleetModel {
  /** How many images there are; fixed ones, which have layers and no closure, come last. */
  readonly images: number;
  /** The closure of all images. */
  readonly closure: Closure;
  /** For each image, its store paths in that closure. */
  readonly pathsOf: readonly Uint32Array[];
  /** For each store path, the images that hold it. */
  readonly imagesOf: readonly BitSet[];
  /** Of the whole closure, without releases. */
  readonly cost: CostModel;
  /** For each store path, the roots that it contains; of images that hold it. */
  readonly rootsOf: readonly (readonly RootsOfImage[])[];
  /** For each image, the chance that a release changes a root, by its bit. */
  readonly chances: readonly Float64Array[];
  readonly weights: FleetWeights;
}

/** Some roots of an image: a word of bits. */
export interface RootsOfImage {
  readonly image: number;
  readonly roots: number;
}

/** Store paths that are, or may become, a layer of several images. */
export interface Part {
  /** Its paths ascending. */
  readonly cluster: Cluster;
  /** The roots that its paths contain, by image. */
  readonly roots: readonly RootsOfImage[];
}

/**
 * Builds the model of a fleet. O((n + m)·(w + images)).
 *
 * Popularity is counted in the fleet itself. A few images are weak evidence, as in SHARING: then the
 * graph, which is all that a fleet of one has, makes up for the rest.
 *
 * @param fixed how many fixed images there are besides
 */
export function fleetModel(
  closures: readonly Closure[],
  fixed: number,
  weights: FleetWeights,
): FleetModel {
  const counted = closures.length;
  const images = counted + fixed;
  const { closure, pathsOf, imagesOf } = uniteClosures(closures, images);
  const evidence = Math.min(1, counted / SHARING.images);
  const fromGraph = popularityFromGraph(closure);
  const counts = Float64Array.from(imagesOf, sizeOf);
  const partsOfImages = counts.map(
    (count, path) => (evidence * count) / counted + (1 - evidence) * fromGraph.partsOfImages[path]!,
  );
  const popularity = { counts, partsOfImages, images: counted, origin: 'graph' } as const;
  const cost = costModel({ ...closure, roots: new Uint32Array(0) }, popularity);

  const rootsOf: RootsOfImage[][] = closure.storePaths.map(() => []);
  const chances = closures.map(({ roots }, image) => {
    const own = roots.map((root) => pathsOf[image]![root]!).sort();
    const part = evidence / counted;
    const releases = releaseEvents(closure.references, cost.upwards, own, partsOfImages, part);
    for (const path of pathsOf[image]!) {
      if (releases.held[path] !== 0) {
        rootsOf[path]!.push({ image, roots: releases.held[path]! });
      }
    }
    return releases.chances;
  });
  return { images, closure, pathsOf, imagesOf, cost, rootsOf, chances, weights };
}

/**
 * The part of some store paths. O(paths × words).
 *
 * @param paths ascending
 */
export function partOf(model: FleetModel, paths: readonly number[], sizes: Float64Array): Part {
  const roots = paths.reduce<readonly RootsOfImage[]>(
    (all, path) => uniteRoots(all, model.rootsOf[path]!),
    [],
  );
  return { cluster: clusterOf(model.cost, paths, sizes), roots };
}

/** The roots that either has, by image. */
export function uniteRoots(
  a: readonly RootsOfImage[],
  b: readonly RootsOfImage[],
): readonly RootsOfImage[] {
  if (a.length === 0 || b.length === 0) {
    return a.length === 0 ? b : a;
  }
  const words = new Map(a.map(({ image, roots }) => [image, roots]));
  for (const { image, roots } of b) {
    words.set(image, (words.get(image) ?? 0) | roots);
  }
  return Array.from(words, ([image, roots]) => ({ image, roots }));
}

/** How many releases pull these roots' bytes per update, over some images. */
export function releasesOf(
  { chances }: FleetModel,
  roots: readonly RootsOfImage[],
  images: BitSet,
): number {
  let sum = 0;
  for (const { image, roots: word } of roots) {
    if (contains(images, image)) {
      for (let left = word; left !== 0; left &= left - 1) {
        sum += chances[image]![lowestBit(left)]!;
      }
    }
  }
  return RELEASES_PER_UPDATE * sum;
}
