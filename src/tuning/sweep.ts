import type { PreparedGrouping } from '../layers/grouping.ts';
import { summarize } from '../layers/summarize.ts';
import { knee } from './knee.ts';
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

/** What a sweep is compared with; prepared by the same options. */
export interface SweepAgainst {
  /** Earlier closures of the same image, each what some client has. */
  readonly older?: readonly PreparedGrouping[] | undefined;
  /** Closures of other images in the same registry. */
  readonly others?: readonly PreparedGrouping[] | undefined;
}

/** Groups a closure, and those it is compared with, at every budget: a row for each budget. */
export function* sweep(
  prepared: PreparedGrouping,
  budgets: Iterable<number>,
  { older = [], others = [] }: SweepAgainst = {},
): Generator<SweepRow> {
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
          older.map(({ at }) => at(budget)),
        ),
      }),
      ...(others.length > 0 && {
        shared: sharedBytes(
          grouping,
          others.map(({ at }) => at(budget)),
        ),
      }),
    };
  }
}

/** The knee of what an update pulls: really, where there are older graphs, else expectedly. */
export function kneeOf(rows: readonly SweepRow[]): number | undefined {
  return knee(rows.map((row) => ({ budget: row.budget, cost: pullOf(row) })));
}

/** What an update pulls at a row's budget, bytes. */
export function pullOf({ update, expectedPull }: SweepRow): number {
  return update?.pulled ?? expectedPull;
}
