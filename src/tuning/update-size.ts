import { lowestBit } from '../graph/bits.ts';
import type { CostModel } from '../layers/cost/cost-model.ts';
import type { Blame } from './blame.ts';

/** How large a real update is among those that the cost model expects. */
export interface UpdateSize {
  readonly size: 'small' | 'usual' | 'large';
  /** The part of the expected updates, 0 to 1, that bring fewer bytes. */
  readonly above: number;
  /** The path that changed and brought most, an index into the newer closure. */
  readonly cause: number;
  /** How many paths changed by themselves. */
  readonly causes: number;
}

/** An update of a series, and how large it is. */
export interface SeriesUpdate extends Omit<UpdateSize, 'cause'> {
  readonly image: string;
  /** The position of the newer snapshot; 0 is the first. */
  readonly snapshot: number;
  /** The store path that changed and brought most. */
  readonly cause: string;
}

/** Below this part of the expected updates one is small, and from `large` on it is large. */
const QUARTERS = { small: 0.25, large: 0.75 } as const;

/**
 * Says how large an update is, by the bytes of new store paths that it brings (its floor), and because of which path.
 *
 * It is compared with the update events of the cost model, each alone: an event changes one path, or all that are built from one
 * source, and everything above, and counts by its weight. It does not know how often anything really changes: the weights
 * only tell large from small paths, and popular ones from others. It does not know how many sources change at once: a
 * month of them is compared with single ones, and so is mostly large. Paths too small to have an event, and events that the
 * model had to leave out, are not compared with; releases are not either. Sizes are those of the newer closure.
 * O(rows × words).
 *
 * @param model of the newer closure
 * @param floor bytes
 * @param blame of the same update
 * @returns undefined if nothing is new, or the model has no events
 */
export function updateSize(
  model: CostModel,
  floor: number,
  blame: readonly Blame[],
): UpdateSize | undefined {
  const bytes = bytesOfEvents(model);
  let lighter = 0;
  let all = 0;
  bytes.forEach((size, event) => {
    const weight = size === 0 ? 0 : model.wordWeights[event >> 5]!;
    all += weight;
    lighter += size < floor ? weight : 0;
  });
  if (all === 0 || blame.length === 0) {
    return undefined;
  }
  const above = lighter / all;
  const brought = ({ own, rebuilt }: Blame): number => own + rebuilt;
  const most = blame.reduce((a, b) => (brought(b) > brought(a) ? b : a));
  return {
    size: above < QUARTERS.small ? 'small' : above < QUARTERS.large ? 'usual' : 'large',
    above,
    cause: most.path,
    causes: blame.length,
  };
}

/** The bytes of the paths that each event of the model changes; 0 for a column without event. */
function bytesOfEvents({ events, narSizes, words }: CostModel): Float64Array {
  const { rowOf, offsets, places, bits } = events;
  const ofRow = new Float64Array(offsets.length - 1);
  narSizes.forEach((size, path) => {
    ofRow[rowOf[path]!]! += size;
  });
  const bytes = new Float64Array(32 * words);
  ofRow.forEach((size, row) => {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      for (let left = bits[at]!; left !== 0; left &= left - 1) {
        bytes[32 * places[at]! + lowestBit(left)]! += size;
      }
    }
  });
  return bytes;
}
