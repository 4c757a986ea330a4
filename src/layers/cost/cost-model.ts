import type { Closure } from '../../closure/closure.ts';
import { type BitRows, bitRows } from '../../graph/bit-rows.ts';
import { type Csr, vertexCount } from '../../graph/csr.ts';
import { topologicalOrder } from '../../graph/topological-order.ts';
import type { Popularity } from '../popularity-data.ts';
import { ALIKE_PRICE, MOST_EVENT_WORDS, MOST_POPULAR, POPULAR, SHARING, SIZES } from './priors.ts';
import { type ReleaseEvents, releaseEvents } from './release-events.ts';
import { powerOfTwoBelow } from './rounded-size.ts';
import { updateEvents } from './update-events.ts';

/**
 * What is known of a closure that decides what its layers cost (see `layerCost`), as bit rows: which
 * events reach each path, and which popular paths hold it.
 *
 * The events are of three kinds and taken as independent:
 * - an *application release* changes one of the roots and nothing below it (`releaseEvents`);
 * - an *update* changes a path and, since a digest covers all that a path refers to, everything above
 *   it (`updateEvents`);
 * - *another image* is pulled, which has a layer in common if it holds all of it and groups it alike.
 */
export interface CostModel {
  /** Number of store paths. */
  readonly n: number;
  /** n sizes in bytes. */
  readonly narSizes: Float64Array;
  /** Paths of fewer bytes have no update of their own: see SIZES. */
  readonly smallSize: number;
  /** n parts of images that hold each path, 0 to 1. */
  readonly partsOfImages: Float64Array;
  /** How many images were counted, or are assumed if none were. */
  readonly images: number;
  readonly references: Csr;
  /** Every path after all that it refers to. */
  readonly upwards: Uint32Array;
  /** The update events of each path's closure. */
  readonly events: BitRows;
  /** How many words they take. */
  readonly words: number;
  /** The weight of each update event in a word, by its place. */
  readonly wordWeights: Int32Array;
  /** What weights are multiplied by for events that had to be left out; 1 when none were. */
  readonly weightScale: number;
  readonly releases: ReleaseEvents;
  /** n rows of `holderWords`: the path itself and its transitive referrers, among `popular`. */
  readonly holders: Int32Array;
  readonly holderWords: number;
  /** Popular paths, those that most images hold first. */
  readonly popular: Uint32Array;
  /** From this part of images on a path is popular. */
  readonly popularPart: number;
  /** Bytes that another image cannot share count this much against bytes that an update pulls. */
  readonly sharingWeight: number;
}

/** What the model expects of a layer. */
export interface LayerCost {
  /** The chance that the next update changes it, 0 to 1. */
  readonly changeProbability: number;
  /** What its bytes are pulled for, releases included: changeProbability + release chance × weight. */
  readonly rate: number;
  /** The part of images that are likely to have the same layer, 0 to 1. */
  readonly partOfImages: number;
  /** Bytes per update. */
  readonly cost: number;
}

/**
 * Builds the model of a closure. O((n + m)·w), w words a row, at most n ÷ 32 and 2^24 ÷ n.
 *
 * @param sharingWeight see SHARING
 * @param rates n factors of how often paths are updated and released, 1 by default
 */
export function costModel(
  closure: Closure,
  popularity: Popularity,
  sharingWeight: number = SHARING.weight,
  rates: Float64Array = new Float64Array(closure.storePaths.length).fill(1),
): CostModel {
  const { names, narSizes, references, roots } = closure;
  const { partsOfImages } = popularity;
  const isCounted = popularity.origin === 'data';
  const images = isCounted ? popularity.images : ALIKE_PRICE.images;
  const evidence = isCounted ? Math.min(1, images / SHARING.images) : SHARING.fromGraph;
  const n = vertexCount(references);
  const upwards = topologicalOrder(references).reverse();

  const mostWords = Math.max(1, Math.min((n >> 5) + 64, Math.floor(MOST_EVENT_WORDS / n) || 1));
  const smallSize = smallSizeOf(narSizes);
  const updates = updateEvents(narSizes, partsOfImages, names, smallSize, mostWords, rates);
  const { words, wordWeights } = updates;
  const popularPart = Math.max(POPULAR.part, POPULAR.images / images);
  const popular = isCounted
    ? popularPaths(partsOfImages, narSizes, popularPart)
    : new Uint32Array(0);
  const holderWords = (popular.length + 31) >> 5;
  return {
    ...{ n, narSizes, smallSize, partsOfImages, images, references, upwards, words, wordWeights },
    events: bitRows(references, upwards, updates.columns, words),
    weightScale: updates.scale,
    releases: releaseEvents(references, upwards, roots, partsOfImages, 1 / images, rates),
    ...{ holderWords, popular, popularPart },
    holders: holderRows(references, upwards, popular, holderWords),
    sharingWeight: sharingWeight * evidence,
  };
}

/** The size below which a path has no update event of its own: a power of two, or 0. */
function smallSizeOf(narSizes: Float64Array): number {
  const part = SIZES.smallPart * narSizes.reduce((sum, size) => sum + size, 0);
  return part < 1 ? 0 : Math.min(SIZES.small, powerOfTwoBelow(part));
}

/** A path's holders are itself, if it is popular, and those of all that refer to it. */
function holderRows(
  references: Csr,
  upwards: Uint32Array,
  popular: Uint32Array,
  holderWords: number,
): Int32Array {
  const rows = new Int32Array(upwards.length * holderWords);
  popular.forEach((path, rank) => {
    rows[path * holderWords + (rank >> 5)]! |= 1 << (rank & 31);
  });
  for (let position = upwards.length - 1; position >= 0 && holderWords > 0; position--) {
    const path = upwards[position]!;
    const from = path * holderWords;
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      const row = references.targets[edge]! * holderWords;
      for (let word = 0; word < holderWords; word++) {
        rows[row + word]! |= rows[from + word]!;
      }
    }
  }
  return rows;
}

function popularPaths(
  partsOfImages: Float64Array,
  narSizes: Float64Array,
  popularPart: number,
): Uint32Array {
  const found = [...partsOfImages.keys()].filter((path) => partsOfImages[path]! >= popularPart);
  const largest = found.sort((a, b) => narSizes[b]! - narSizes[a]! || a - b).slice(0, MOST_POPULAR);
  return Uint32Array.from(largest.sort((a, b) => partsOfImages[b]! - partsOfImages[a]! || a - b));
}
