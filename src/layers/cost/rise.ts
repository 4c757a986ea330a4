import { popcount } from '../../graph/bits.ts';
import {
  type Cluster,
  changeProbabilityOf,
  costOf,
  mostWeightAt,
  partHeldAlike,
  releaseRate,
  savedBySharing,
} from './cluster.ts';
import type { CostModel } from './cost-model.ts';
import { AGREEMENT } from './priors.ts';

/** What two disjoint clusters cost as one layer; images that hold them alike may share it. O(words). */
export function costTogether(model: CostModel, a: Cluster, b: Cluster): number {
  const size = a.size + b.size;
  const saved = savedTogether(model, a, b);
  return size * (rateTogether(model, a, b) + model.sharingWeight) - saved;
}

/**
 * What the cost rises by if two clusters become one layer, by `layerCost`: images that hold them alike may
 * share it. Below 0 if that saves. O(words).
 */
export function riseByCost(model: CostModel, a: Cluster, b: Cluster): number {
  return costTogether(model, a, b) - costOf(model, a) - costOf(model, b);
}

/** Whether `riseByCost` is sure to be over a limit. O(1) as a rule. */
export function risesMore(model: CostModel, a: Cluster, b: Cluster, limit: number): boolean {
  const lost = a.saved + b.saved - savedTogether(model, a, b);
  // by as much as costs are rounded, so that equal ones are not over it
  const margin = 1e-9 * (a.size + b.size);
  return leastRise(a, a.rate, b, b.rate) + lost > limit + margin;
}

/**
 * What the cost rises by if two clusters become one that no other image has. O(words), and less if
 * that is sure to be over the limit.
 *
 * @returns Infinity if it is over the limit
 */
export function rise(model: CostModel, a: Cluster, b: Cluster, limit: number): number {
  const lost = a.saved + b.saved;
  const most = limit - lost;
  // most pairs end here, so nothing is computed before
  if (leastRise(a, a.rate, b, b.rate) > most) {
    return Number.POSITIVE_INFINITY;
  }
  return riseOf(model, a, a.rate, b, b.rate, releaseRate(model, a.roots | b.roots), most) + lost;
}

/**
 * What the cost rises by, releases not counted, if two clusters become one that other images have as
 * well: they are held alike, and a cluster of several paths is shared only by images that agree on it.
 *
 * @returns Infinity if they are not held alike, or if it is over the limit
 */
export function riseAlike(model: CostModel, a: Cluster, b: Cluster, limit: number): number {
  if (partTogether(model, a, b) === 0) {
    return Number.POSITIVE_INFINITY;
  }
  const risks = risk(a) + risk(b);
  const most = limit - risks;
  if (leastRise(a, a.changeProbability, b, b.changeProbability) > most) {
    return Number.POSITIVE_INFINITY;
  }
  return riseOf(model, a, a.changeProbability, b, b.changeProbability, 0, most) + risks;
}

/** What `riseOf` is at least: the rate of both is no less than that of either. */
function leastRise(a: Cluster, rateA: number, b: Cluster, rateB: number): number {
  return rateA < rateB ? a.size * (rateB - rateA) : b.size * (rateA - rateB);
}

/** By how much more two clusters are pulled together than apart, if these are their rates apart. */
function riseOf(
  model: CostModel,
  a: Cluster,
  rateA: number,
  b: Cluster,
  rateB: number,
  releases: number,
  limit: number,
): number {
  // above this rate of both the rise is over the limit
  const size = a.size + b.size;
  const most = (limit + a.size * rateA + b.size * rateB) / size - releases;
  const weight = weightTogether(model, a, b, mostWeightAt(model, most));
  const rate = changeProbabilityOf(model, weight) + releases;
  return a.size * (rate - rateA) + b.size * (rate - rateB);
}

/** A single path is shared for certain, a cluster of several only by images that agree. */
function risk({ paths, saved }: Cluster): number {
  return paths.length === 1 ? (1 - AGREEMENT) * saved : 0;
}

/** The part of images that are likely to have both clusters as one layer; 0 if they are not held alike. */
export function partTogether(model: CostModel, a: Cluster, b: Cluster): number {
  return partHeldAlike(model, a.holders, b.holders, Math.max(a.mostPopular, b.mostPopular));
}

/** What two clusters save as one layer. */
function savedTogether(model: CostModel, a: Cluster, b: Cluster): number {
  const part = partTogether(model, a, b);
  return savedBySharing(model, a.size + b.size, a.paths.length + b.paths.length, part);
}

function rateTogether(model: CostModel, a: Cluster, b: Cluster): number {
  const weight = weightTogether(model, a, b, Number.POSITIVE_INFINITY);
  return changeProbabilityOf(model, weight) + releaseRate(model, a.roots | b.roots);
}

/** The weight of the update events that either cluster has; Infinity as soon as it is over `most`. */
export function weightTogether(
  { wordWeights }: CostModel,
  a: Cluster,
  b: Cluster,
  most: number,
): number {
  const [heavier, lighter] = a.weight < b.weight ? [b, a] : [a, b];
  let weight = heavier.weight;
  for (let word = 0; word < wordWeights.length && weight <= most; word++) {
    const added = lighter.events[word]! & ~heavier.events[word]!;
    if (added !== 0) {
      weight += popcount(added) * wordWeights[word]!;
    }
  }
  return weight > most ? Number.POSITIVE_INFINITY : weight;
}
