import type { BitSet } from '../../graph/bit-set.ts';
import { changeProbabilityOf } from '../cost/cluster.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { weightTogether } from '../cost/rise.ts';
import { type FleetModel, type Part, releasesOf } from './fleet-model.ts';

/** The images that have a layer, as far as its cost depends on them. */
export interface Holders {
  /** How many these are. */
  readonly count: number;
  /** How many of them had the very same layer before. */
  readonly kept: number;
  /** How many releases of these images' roots that it contains there are per update. */
  readonly releases: number;
}

/**
 * What a layer of several images costs, in bytes that are stored or pulled, weighed (FleetWeights), now
 * and over the next PREVIOUS.updates updates. With S bytes, the chance P that an update changes it, and
 * n images that have it:
 *
 *   updates × S × (storage + P × (update + pull × n) + pull × releases) + now
 *
 * A registry keeps it once, stores it once more when an update changes it, and then a client of each
 * image pulls it; a release is pulled by clients of its image. *Now* S is pulled by each image that did not
 * have the very same layer before, and stored if none had.
 *
 * @param size bytes
 * @param changeProbability 0 to 1
 */
export function bytesAhead(
  { weights }: FleetModel,
  size: number,
  changeProbability: number,
  { count, kept, releases }: Holders,
): number {
  if (count === 0) {
    return 0;
  }
  const { storage, updates, pulls } = weights;
  const perUpdate = storage + changeProbability * (updates + pulls * count) + pulls * releases;
  const now = pulls * (count - kept) + (kept === 0 ? updates : 0);
  return size * (PREVIOUS.updates * perUpdate + now);
}

/** The same for a layer that no image has now, and a registry stores again for another one. */
export function bytesStored({ weights: { storage, updates } }: FleetModel, size: number): number {
  return size * (PREVIOUS.updates * storage + updates);
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
  const holders = { count, kept: 0, releases: releasesOf(model, a.roots, b.roots, images) };
  // the chance of both is no less than that of either
  const least = Math.max(a.cluster.changeProbability, b.cluster.changeProbability);
  if (bytesAhead(model, size, least, holders) > limit) {
    return Number.POSITIVE_INFINITY;
  }
  const weight = weightTogether(model.cost, a.cluster, b.cluster, Number.POSITIVE_INFINITY);
  return bytesAhead(model, size, changeProbabilityOf(model.cost, weight), holders);
}
