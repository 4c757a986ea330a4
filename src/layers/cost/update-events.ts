import { versionOf } from '../../closure/name-parts.ts';
import { SHORTEST_VERSION, SIZES } from './priors.ts';

/** Which paths an update changes together, and how often, laid out as columns of bits. */
export interface UpdateEvents {
  /** n columns; −1 for a path whose own update is left out. */
  readonly columns: Int32Array;
  /** Words that hold columns. */
  readonly words: number;
  /** The weight of every column of a word; RARE_WEIGHT is that of a large rare path. */
  readonly wordWeights: Int32Array;
  /** Weight of all events ÷ weight of those kept. */
  readonly scale: number;
}

/** The weight of a large rare path: a whole number, so that sums are exact in any order. */
export const RARE_WEIGHT = 16;

/**
 * The update events of a closure: a path changes when it is updated itself, with all that is built
 * from the same source.
 *
 * A large rare path weighs RARE_WEIGHT, a smaller one half of that, and one that all images hold twice as
 * much: what everybody uses is updated twice as often. Paths that end in the same version (outputs of one
 * derivation, packages of one release) are one event, with the larger weight.
 *
 * Events of equal weight fill whole words, so that the weight of a set is a sum of bit counts ×
 * weight. If `mostWords` are too few, the lightest are left out. Ties go by the first path's
 * index. O(n log n).
 *
 * @param narSizes n sizes in bytes; paths below `smallSize` have no event of their own
 * @param partsOfImages n parts, 0 to 1
 * @param names n names
 * @param rates n factors of weights, which stay whole numbers of 1 or more; above 1, a small path has its own event too
 */
export function updateEvents(
  narSizes: Float64Array,
  partsOfImages: Float64Array,
  names: readonly string[],
  smallSize: number,
  mostWords: number,
  rates: Float64Array,
): UpdateEvents {
  const eventOf = new Int32Array(narSizes.length).fill(-1);
  const eventOfVersion = new Map<string, number>();
  const weights: number[] = [];
  narSizes.forEach((narSize, path) => {
    const rate = rates[path]!;
    if (narSize < smallSize && rate <= 1) {
      return;
    }
    const rare = narSize < SIZES.large ? RARE_WEIGHT / 2 : RARE_WEIGHT;
    const weight = Math.max(1, Math.floor(rate * rare * (1 + partsOfImages[path]!) + 0.5));
    const version = versionOf(names[path]!);
    const known = eventOfVersion.get(version);
    const event = known ?? weights.length;
    eventOf[path] = event;
    weights[event] = Math.max(weights[event] ?? 0, weight);
    if (version.length >= SHORTEST_VERSION) {
      eventOfVersion.set(version, event);
    }
  });

  // the heaviest first, a word never holding two weights
  const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  const columnOf = new Int32Array(weights.length).fill(-1);
  const wordWeights: number[] = [];
  let column = 0;
  let kept = 0;
  for (const event of order) {
    const weight = weights[event]!;
    if ((column & 31) !== 0 && wordWeights[column >> 5] !== weight) {
      column = (column | 31) + 1;
    }
    if (column >> 5 >= mostWords) {
      break;
    }
    wordWeights[column >> 5] = weight;
    columnOf[event] = column++;
    kept += weight;
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    columns: eventOf.map((event) => (event === -1 ? -1 : columnOf[event]!)),
    words: wordWeights.length,
    wordWeights: Int32Array.from(wordWeights),
    scale: kept === 0 ? 1 : all / kept,
  };
}
