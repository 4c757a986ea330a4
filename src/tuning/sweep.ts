import type { PreparedGrouping } from '../layers/grouping.ts';
import { type CostParts, summarize } from '../layers/summarize.ts';
import { type SharedBytes, sharedBytes, type UpdatePull, updatePull } from './common-layers.ts';

/** The figures of one budget. */
export interface SweepRow {
  readonly budget: number;
  readonly layers: number;
  /** The largest layer's part of the image, 0 to 1. */
  readonly largestShare: number;
  /** Bytes that the next update is expected to pull. */
  readonly expectedPull: number;
  readonly cost: CostParts;
  /** If there are older graphs. */
  readonly update?: UpdatePull;
  /** If there are graphs of other images. */
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
    const { layers, largestShare, expectedPull, cost } = summarize(grouping);
    yield {
      budget,
      layers,
      largestShare,
      expectedPull,
      cost,
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

/** What an update pulls at a row's budget, in bytes: measured if there are older graphs, else expected. */
export function pullOf({ update, expectedPull }: SweepRow): number {
  return update?.pulled ?? expectedPull;
}
