import { unionOfRows } from '../../graph/bit-rows.ts';
import { lowestBit, popcount } from '../../graph/bits.ts';
import type { CostModel } from './cost-model.ts';
import { AGREEMENT, HALF_CHANGED, RELEASES_PER_UPDATE } from './priors.ts';
import { RARE_WEIGHT } from './update-events.ts';
/** Store paths that are a layer in the making, and all that its cost depends on. */
export interface Cluster {
  /** Indices of store paths. */
  readonly paths: readonly number[];
  /** Bytes; rounded sizes during grouping. */
  readonly size: number;
  /** The update events in the union of its paths' closures, a row of bits. */
  readonly events: Int32Array;
  /** The weight of those events. */
  readonly weight: number;
  /** The roots in that union, a word of bits. */
  readonly roots: number;
  /** The popular paths that hold all of it, a row of bits. */
  readonly holders: Int32Array;
  /** The largest part of images that holds one of its paths, 0 to 1. */
  readonly mostPopular: number;
  /** The part of images that are likely to have the same layer, 0 to 1. */
  readonly partOfImages: number;
  /** The chance that an update changes it. */
  readonly changeProbability: number;
  /** What its bytes are pulled for: that chance and its weighted chance of a release. */
  readonly rate: number;
  /** What sharing it saves, in bytes per update. */
  readonly saved: number;
}

/**
 * The cluster of a set of paths. O(paths × words).
 *
 * @param sizes n sizes in bytes
 */
export function clusterOf(
  model: CostModel,
  paths: readonly number[],
  sizes: Float64Array,
): Cluster {
  const { holderWords, partsOfImages } = model;
  const holders = new Int32Array(holderWords).fill(-1);
  let size = 0;
  let roots = 0;
  let mostPopular = 0;
  for (const path of paths) {
    size += sizes[path]!;
    roots |= model.releases.held[path]!;
    mostPopular = Math.max(mostPopular, partsOfImages[path]!);
    for (let word = 0; word < holderWords; word++) {
      holders[word]! &= model.holders[path * holderWords + word]!;
    }
  }
  const events = unionOfRows(model.events, model.words, paths);
  const partOfImages =
    paths.length === 1 ? mostPopular : partHeldAlike(model, holders, holders, mostPopular);
  return weighed(model, { paths, size, events, roots, holders, mostPopular, partOfImages });
}

/**
 * Disjoint clusters as one. O(clusters × words).
 *
 * @param clusters at least one
 * @param partOfImages that are likely to have the same layer; 0 if none are
 */
export function unite(
  model: CostModel,
  clusters: readonly Cluster[],
  partOfImages: number,
): Cluster {
  const events = new Int32Array(model.words);
  const holders = new Int32Array(model.holderWords).fill(-1);
  const paths: number[] = [];
  let size = 0;
  let roots = 0;
  let mostPopular = 0;
  for (const cluster of clusters) {
    for (let word = 0; word < events.length; word++) {
      events[word]! |= cluster.events[word]!;
    }
    for (let word = 0; word < holders.length; word++) {
      holders[word]! &= cluster.holders[word]!;
    }
    for (const path of cluster.paths) {
      paths.push(path);
    }
    size += cluster.size;
    roots |= cluster.roots;
    mostPopular = Math.max(mostPopular, cluster.mostPopular);
  }
  return weighed(model, { paths, size, events, roots, holders, mostPopular, partOfImages });
}

/** A layer of these clusters, the only image that has it; one cluster alone stays as it is. */
export function layerOf(model: CostModel, clusters: readonly Cluster[]): Cluster {
  return clusters.length === 1 ? clusters[0]! : unite(model, clusters, 0);
}

/** Orders clusters by their first paths. */
export function byFirstPath(a: Cluster, b: Cluster): number {
  return a.paths[0]! - b.paths[0]!;
}

/** A cluster with the figures that follow from its contents. */
function weighed(
  model: CostModel,
  cluster: Omit<Cluster, 'weight' | 'changeProbability' | 'rate' | 'saved'>,
): Cluster {
  const { paths, size, events, roots, holders, mostPopular, partOfImages } = cluster;
  const weight = events.reduce(
    (sum, bits, word) => sum + (bits === 0 ? 0 : popcount(bits) * model.wordWeights[word]!),
    0,
  );
  const changeProbability = changeProbabilityOf(model, weight);
  const rate = changeProbability + releaseRate(model, roots);
  const saved = savedBySharing(model, size, paths.length, partOfImages);
  // named one by one: a spread takes several times as long, and this is called for every merge
  return {
    paths,
    size,
    events,
    roots,
    holders,
    mostPopular,
    partOfImages,
    weight,
    changeProbability,
    rate,
    saved,
  };
}

/** What a cluster costs as a layer, in bytes per update: see `layerCost`. */
export function costOf({ sharingWeight }: CostModel, { size, rate, saved }: Cluster): number {
  return size * (rate + sharingWeight) - saved;
}

/**
 * The part of images that hold the most popular common holder of two sets, and so all of both; 0
 * unless nearly all images that hold any of them do.
 */
export function partHeldAlike(
  model: CostModel,
  holdersA: Int32Array,
  holdersB: Int32Array,
  mostPopular: number,
): number {
  for (let word = 0; word < holdersA.length; word++) {
    const common = holdersA[word]! & holdersB[word]!;
    if (common !== 0) {
      const part = model.partsOfImages[model.popular[word * 32 + lowestBit(common)]!]!;
      return part >= AGREEMENT * mostPopular ? part : 0;
    }
  }
  return 0;
}

/**
 * What sharing saves: half for a client that pulls another image, which has the layer with the
 * chance `part`; half for a registry, which keeps it once for all that have it, so that two save half.
 */
export function savedBySharing(
  model: CostModel,
  size: number,
  paths: number,
  part: number,
): number {
  const own = 1 / model.images;
  const value = 0.5 * part + 0.5 * Math.max(0, 1 - own / Math.max(part, own));
  return model.sharingWeight * size * value * (paths === 1 ? 1 : AGREEMENT);
}

/** The weight of the update events in a row of the model's events. */
export function weightOfRow({ events, wordWeights }: CostModel, row: number): number {
  let weight = 0;
  for (let at = events.offsets[row]!; at < events.offsets[row + 1]!; at++) {
    weight += popcount(events.bits[at]!) * wordWeights[events.places[at]!]!;
  }
  return weight;
}

/** Limits on weights are widened by this factor, so that rounding does not cut off equal ones. */
const SLACK = 1 + 1e-9;

/** The weight of update events above which their chance is sure to be over this rate. */
export function mostWeightAt({ weightScale }: CostModel, rate: number): number {
  return rate < 1
    ? ((HALF_CHANGED * RARE_WEIGHT * Math.max(0, rate)) / (1 - rate) / weightScale) * SLACK
    : Number.POSITIVE_INFINITY;
}

/** The chance that an update changes what events of this weight reach. */
export function changeProbabilityOf({ weightScale }: CostModel, weight: number): number {
  const scaled = weight * weightScale;
  return weight === Number.POSITIVE_INFINITY
    ? weight
    : scaled / (scaled + HALF_CHANGED * RARE_WEIGHT);
}

/** What bytes are pulled for by releases of these roots, a word of bits. */
export function releaseRate({ releases }: CostModel, roots: number): number {
  let chance = 0;
  for (let left = roots; left !== 0; left &= left - 1) {
    chance += releases.chances[lowestBit(left)]!;
  }
  return RELEASES_PER_UPDATE * chance;
}
