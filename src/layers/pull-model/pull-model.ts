import type { Closure } from '../../closure/closure.ts';
import { type BitRows, bitRows } from '../../graph/bit-rows.ts';
import { type Csr, vertexCount } from '../../graph/csr.ts';
import { topologicalOrder } from '../../graph/topological-order.ts';
import { DEFAULTS } from '../group-options.ts';
import type { Popularity } from '../popularity.ts';
import { releaseEvents } from './release-events.ts';
import { DUST_SIZE, updateEvents } from './update-events.ts';

/**
 * What is known of a closure that tells what its layers cost (see `layerCost`), as bit rows: which
 * events reach each path, and which popular paths hold it.
 *
 * The events are of three kinds and taken as independent:
 * - an *application release* changes one of the roots and nothing below it (`releaseEvents`);
 * - an *update* changes a path and, since a digest covers all that a path refers to, everything above
 *   it (`updateEvents`);
 * - *another image* is pulled, which shares a layer if it holds all of it and groups it alike.
 */
export interface PullModel {
  /** Number of store paths. */
  readonly n: number;
  /** n sizes in bytes. */
  readonly narSizes: Float64Array;
  /** n popularity shares, 0 to 1. */
  readonly shares: Float64Array;
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
  /** The roots in each path's closure that a release may change, n words of bits. */
  readonly roots: Int32Array;
  /** Those roots by their bit. */
  readonly releaseRoots: Uint32Array;
  readonly releaseChances: Float64Array;
  /** n rows of `holderWords`: the path itself and its transitive referrers, among `popular`. */
  readonly holders: Int32Array;
  readonly holderWords: number;
  /** Popular paths, the most popular first. */
  readonly popular: Uint32Array;
  /** Bytes that another image cannot share count this much against bytes that an update pulls. */
  readonly sharingWeight: number;
  /** Whether paths under DUST_SIZE are left out, since there is enough else to decide by. */
  readonly ignoresDust: boolean;
}

/** Popularity from the graph is no evidence of other images: sharing counts this much less. */
const GRAPH_SHARING = 0.3;

/** A path is popular from here: three of thirty images. Two agree by chance too often. */
export const POPULAR_SHARE = 0.08;

/** As many paths of at least DUST_SIZE are enough to decide by. */
const ENOUGH_LARGE = 32;

/** Words of event rows at most, of 6 bytes; reached at 23 000 paths. A quarter cost 10 % more at 20 000. */
const MOST_WORDS = 2 ** 24;

/** Popular paths told apart, the largest; keeps closures fast in which all paths are popular. */
const MOST_POPULAR = 1024;

/** Builds the model of a closure. O((n + m)·w), w words a row, at most n ÷ 32 and 2^24 ÷ n. */
export function pullModel(
  closure: Closure,
  popularity: Popularity,
  sharingWeight: number = DEFAULTS.sharingWeight,
): PullModel {
  const { names, narSizes, references, roots } = closure;
  const { partsOfImages: shares } = popularity;
  const n = vertexCount(references);
  const upwards = topologicalOrder(references).reverse();
  const ignoresDust = narSizes.filter((size) => size >= DUST_SIZE).length >= ENOUGH_LARGE;

  const mostWords = Math.max(1, Math.min((n >> 5) + 64, Math.floor(MOST_WORDS / Math.max(1, n))));
  const updates = updateEvents(narSizes, shares, names, ignoresDust, mostWords);
  const release = releaseEvents(references, upwards, roots, shares);
  const popular =
    popularity.origin === 'data' ? popularPaths(shares, narSizes) : new Uint32Array(0);
  const { words } = updates;
  const holderWords = (popular.length + 31) >> 5;
  return {
    ...{ n, narSizes, shares, references, upwards, words, holderWords, popular, ignoresDust },
    events: bitRows(references, upwards, updates.columns, words),
    wordWeights: updates.wordWeights,
    weightScale: updates.scale,
    roots: release.held,
    releaseRoots: release.roots,
    releaseChances: release.chances,
    holders: holderRows(references, upwards, popular, holderWords),
    sharingWeight: popularity.origin === 'data' ? sharingWeight : sharingWeight * GRAPH_SHARING,
  };
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

function popularPaths(shares: Float64Array, narSizes: Float64Array): Uint32Array {
  const found = [...shares.keys()].filter((path) => shares[path]! >= POPULAR_SHARE);
  const largest = found.sort((a, b) => narSizes[b]! - narSizes[a]! || a - b).slice(0, MOST_POPULAR);
  return Uint32Array.from(largest.sort((a, b) => shares[b]! - shares[a]! || a - b));
}
