import { nameWithoutVersion } from '../../closure/name-without-version.ts';

/** Which paths an update changes together, and how often, laid out as columns of bits. */
export interface UpdateEvents {
  /** n columns; −1 for a path whose own update is left out. */
  readonly columns: Int32Array;
  /** Words that hold columns. */
  readonly words: number;
  /** The weight of every column of a word. */
  readonly wordWeights: Int32Array;
  /** Weight of all events ÷ weight of those kept. */
  readonly scale: number;
}

/** Dust: paths below were updated a tenth as often as larger ones on both corpora. */
export const DUST_SIZE = 64 * 1024;

/** From here up a path was updated about twice as often as one between, on both corpora. */
const LARGE_SIZE = 256 * 1024;

/** The weight of the own update of a large rare path. */
const FULL_WEIGHT = 16;

/** How much more often the most popular paths are updated than the rare ones. */
const POPULARITY_GAIN = 1;

/** Shorter version strings (`1.2`) are equal by accident too often to mean one source. */
const SHORTEST_VERSION = 4;

/**
 * The update events of a closure.
 *
 * A path's own update has a whole weight by its size and popularity. Paths of one source change
 * together: two whose names end in the same version (outputs of one derivation, packages of
 * one release) are one event, with the larger weight; of the sets so found on the corpora 182 of
 * 190 that changed did so as a whole.
 *
 * Events of equal weight fill whole words, so that the weight of a set is a sum of bit counts ×
 * weight in whole numbers, exact in any order. Where `mostWords` are too few, the lightest are left
 * out. Ties go by the first path's index. O(n log n).
 *
 * @param ignoresDust whether paths under DUST_SIZE have no event of their own
 */
export function updateEvents(
  narSizes: Float64Array,
  shares: Float64Array,
  names: readonly string[],
  ignoresDust: boolean,
  mostWords: number,
): UpdateEvents {
  const eventOf = new Int32Array(narSizes.length).fill(-1);
  const eventOfVersion = new Map<string, number>();
  const events: { weight: number; narSize: number }[] = [];
  narSizes.forEach((narSize, path) => {
    if (ignoresDust && narSize < DUST_SIZE) {
      return;
    }
    const weight = weightOf(narSize, shares[path]!);
    const version = versionOf(names[path]!);
    const known = eventOfVersion.get(version);
    if (known === undefined) {
      eventOf[path] = events.length;
      if (version.length >= SHORTEST_VERSION) {
        eventOfVersion.set(version, events.length);
      }
      events.push({ weight, narSize });
    } else {
      eventOf[path] = known;
      const event = events[known]!;
      event.weight = Math.max(event.weight, weight);
      event.narSize = Math.max(event.narSize, narSize);
    }
  });

  // the heaviest first, a word never holding two weights
  const order = [...events.keys()].sort((a, b) => {
    const [eventA, eventB] = [events[a]!, events[b]!];
    return eventB.weight - eventA.weight || eventB.narSize - eventA.narSize || a - b;
  });
  const columnOf = new Int32Array(events.length).fill(-1);
  const wordWeights: number[] = [];
  let column = 0;
  let kept = 0;
  for (const event of order) {
    const { weight } = events[event]!;
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
  const all = events.reduce((sum, { weight }) => sum + weight, 0);
  return {
    columns: eventOf.map((event) => (event === -1 ? -1 : columnOf[event]!)),
    words: wordWeights.length,
    wordWeights: Int32Array.from(wordWeights),
    scale: kept === 0 ? 1 : all / kept,
  };
}

function weightOf(narSize: number, share: number): number {
  const bySize = narSize < LARGE_SIZE ? FULL_WEIGHT / 2 : FULL_WEIGHT;
  return Math.floor(bySize * (1 + POPULARITY_GAIN * share) + 0.5);
}

/** What follows the name without version, but for the name of an output (`-dev`); empty for nothing. */
function versionOf(name: string): string {
  return name.slice(nameWithoutVersion(name).length + 1).replace(/(?:-[a-z]+)+$/, '');
}
