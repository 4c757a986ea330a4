import { type BitSet, sizeOf, sizeOfCommon } from '../../graph/bit-set.ts';
import { changeProbabilityOf, weightTogether } from '../cost/cluster.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { type FleetModel, type Part, releasesOf } from './fleet-model.ts';

/**
 * What a layer of several images costs, in bytes that are stored or pulled, weighed (FleetWeights), now
 * and over the next PREVIOUS.updates updates. With S bytes, the chance P that an update changes it, and
 * n images that have it:
 *
 *   updates × S × (storage + P × (update + pull × n) + pull × releases) + now
 *
 * A registry keeps it once, stores it once more when an update changes it, and then a client of each
 * image pulls it; releases are those of the images' own roots in it. *Now* S is pulled by each image
 * that did not have the very same layer before, and stored if none had.
 *
 * @param images that have the layer; 0 bytes if none has
 * @param before the images that had it before
 */
export function bytesAhead(
  model: FleetModel,
  { cluster, roots }: Part,
  images: BitSet,
  before: BitSet | undefined,
): number {
  const count = sizeOf(images);
  const kept = before === undefined ? 0 : sizeOfCommon(images, before);
  const releases = roots.length === 0 ? 0 : releasesOf(model, roots, [], images);
  return bytesOf(model, cluster.size, cluster.changeProbability, releases, count, kept);
}

/** The same from figures. */
export function bytesOf(
  { weights }: FleetModel,
  size: number,
  changeProbability: number,
  releases: number,
  count: number,
  kept: number,
): number {
  if (count === 0) {
    return 0;
  }
  const { storage, updates, pulls } = weights;
  const perUpdate = storage + changeProbability * (updates + pulls * count) + pulls * releases;
  const now = pulls * (count - kept) + (kept === 0 ? updates : 0);
  return size * (PREVIOUS.updates * perUpdate + now);
}

/**
 * What two disjoint parts cost as one layer, one that no image had before. O(words), and less if that is
 * over the limit.
 *
 * @param images that have the layer
 * @param count how many these are
 * @returns Infinity if it is over the limit
 */
export function bytesTogether(
  model: FleetModel,
  a: Part,
  b: Part,
  images: BitSet,
  count: number,
  limit: number,
): number {
  const size = a.cluster.size + b.cluster.size;
  const hasRoots = a.roots.length + b.roots.length > 0;
  const releases = hasRoots ? releasesOf(model, a.roots, b.roots, images) : 0;
  // the chance of both is no less than that of either
  const least = Math.max(a.cluster.changeProbability, b.cluster.changeProbability);
  if (bytesOf(model, size, least, releases, count, 0) > limit) {
    return Number.POSITIVE_INFINITY;
  }
  const weight = weightTogether(model.cost, a.cluster, b.cluster, Number.POSITIVE_INFINITY);
  return bytesOf(model, size, changeProbabilityOf(model.cost, weight), releases, count, 0);
}
