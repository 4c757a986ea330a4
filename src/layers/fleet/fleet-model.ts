import type { Closure } from '../../closure/closure.ts';
import { type BitSet, common, contains, isEmpty, without } from '../../graph/bit-set.ts';
import { lowestBit } from '../../graph/bits.ts';
import { type Cluster, clusterOf, unite } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { RELEASES_PER_UPDATE } from '../cost/priors.ts';

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
  /** For each store path, the images that await it (`awaitedBuilds`), if any await something. */
  readonly awaitedBy: readonly BitSet[] | undefined;
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
  /** The roots that its paths contain, by image, ascending. */
  readonly roots: readonly RootsOfImage[];
  /** The images that await all of it, if any await something. */
  readonly awaitedBy: BitSet | undefined;
  /** Its paths, joined: what tells parts apart. */
  readonly key: string;
}

/**
 * The part of some store paths. O(paths × words).
 *
 * @param paths ascending
 * @param sizes bytes of every path
 */
export function partOf(model: FleetModel, paths: readonly number[], sizes: Float64Array): Part {
  const roots = paths.reduce<readonly RootsOfImage[]>(
    (all, path) => uniteRoots(all, model.rootsOf[path]!),
    [],
  );
  const awaitedBy = model.awaitedBy && paths.map((path) => model.awaitedBy![path]!).reduce(common);
  return { cluster: clusterOf(model.cost, paths, sizes), roots, awaitedBy, key: paths.join() };
}

/** Disjoint parts as one. O(words). */
export function uniteParts(model: FleetModel, a: Part, b: Part): Part {
  const cluster = unite(model.cost, [a.cluster, b.cluster], 0);
  const paths = [...cluster.paths].sort((c, d) => c - d);
  return {
    cluster: { ...cluster, paths },
    roots: uniteRoots(a.roots, b.roots),
    awaitedBy: a.awaitedBy && common(a.awaitedBy, b.awaitedBy!),
    key: paths.join(),
  };
}

/** Whether an image awaits all of a part, and not all of another. */
export function isMissed({ awaitedBy }: Part, other: Part): boolean {
  return awaitedBy !== undefined && !isEmpty(without(awaitedBy, other.awaitedBy!));
}

/** The roots that either has, by image. */
function uniteRoots(
  a: readonly RootsOfImage[],
  b: readonly RootsOfImage[],
): readonly RootsOfImage[] {
  if (a.length === 0 || b.length === 0) {
    return a.length === 0 ? b : a;
  }
  const united: RootsOfImage[] = [];
  forEachImage(a, b, (image, roots) => united.push({ image, roots }));
  return united;
}

/** How many releases per update pull what contains any of these roots, over some images. */
export function releasesOf(
  { chances }: FleetModel,
  a: readonly RootsOfImage[],
  b: readonly RootsOfImage[],
  images: BitSet,
): number {
  if (a.length === 0 && b.length === 0) {
    return 0;
  }
  let sum = 0;
  forEachImage(a, b, (image, roots) => {
    if (contains(images, image)) {
      for (let left = roots; left !== 0; left &= left - 1) {
        sum += chances[image]![lowestBit(left)]!;
      }
    }
  });
  return RELEASES_PER_UPDATE * sum;
}

/** Calls with each image that has roots in either list, ascending, and all of these. */
function forEachImage(
  a: readonly RootsOfImage[],
  b: readonly RootsOfImage[],
  call: (image: number, roots: number) => void,
): void {
  let atA = 0;
  let atB = 0;
  while (atA < a.length || atB < b.length) {
    const imageA = a[atA]?.image ?? Number.POSITIVE_INFINITY;
    const imageB = b[atB]?.image ?? Number.POSITIVE_INFINITY;
    const rootsA = imageA <= imageB ? a[atA++]!.roots : 0;
    const rootsB = imageB <= imageA ? b[atB++]!.roots : 0;
    call(Math.min(imageA, imageB), rootsA | rootsB);
  }
}
