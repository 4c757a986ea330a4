import type { Closure } from '../closure/closure.ts';
import { prepareGrouping } from '../layers/group-layers.ts';
import type { GroupOptions } from '../layers/group-options.ts';
import { summarize } from '../layers/summarize.ts';
import { type SharedBytes, sharedBytes } from './shared-bytes.ts';
import { type UpdatePull, updatePull } from './update-pull.ts';

/** What a budget gives. */
export interface SweepRow {
  readonly budget: number;
  readonly layers: number;
  /** The largest layer's part of all bytes, 0 to 1. */
  readonly largestShare: number;
  /** What the cost model expects the next update to pull, bytes. */
  readonly expectedPull: number;
  /** With older graphs. */
  readonly update?: UpdatePull;
  /** With graphs of other images. */
  readonly shared?: SharedBytes;
}

/** Graphs to hold a sweep against. */
export interface SweepAgainst {
  /** Earlier closures of the same image, each what some client has. */
  readonly older?: readonly Closure[] | undefined;
  /** Closures of other images in the same registry. */
  readonly others?: readonly Closure[] | undefined;
}

/**
 * Groups a closure at every budget and says what each gives; the grouping of a row is the very one
 * that `groupLayers` makes at that budget. All graphs are grouped alike.
 */
export function* sweep(
  closure: Closure,
  budgets: Iterable<number>,
  options: GroupOptions,
  { older = [], others = [] }: SweepAgainst = {},
): Generator<SweepRow> {
  const prepare = (graph: Closure) => prepareGrouping(graph, options);
  const prepared = prepare(closure);
  const preparedOlder = older.map(prepare);
  const preparedOthers = others.map(prepare);
  for (const budget of budgets) {
    const grouping = prepared.at(budget);
    const { layers, largestShare, expectedPull } = summarize(grouping);
    yield {
      budget,
      layers,
      largestShare,
      expectedPull,
      ...(older.length > 0 && {
        update: updatePull(
          grouping,
          preparedOlder.map(({ at }) => at(budget)),
        ),
      }),
      ...(others.length > 0 && {
        shared: sharedBytes(
          grouping,
          preparedOthers.map(({ at }) => at(budget)),
        ),
      }),
    };
  }
}
