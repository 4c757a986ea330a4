import type { Closure } from '../closure/closure.ts';
import { type Grouping, type GroupOptions, groupLayers } from '../layers/group-layers.ts';
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
 * that `groupLayers` makes at that budget. All graphs are grouped alike. No closure is grouped for
 * a budget beyond its number of store paths, where more layers change nothing.
 */
export function* sweep(
  closure: Closure,
  budgets: Iterable<number>,
  options: GroupOptions,
  { older = [], others = [] }: SweepAgainst = {},
): Generator<SweepRow> {
  const group = [closure, ...older, ...others].map((graph) => groupAtBudgets(graph, options));
  for (const budget of budgets) {
    const [grouping, ...rest] = group.map((groupAt) => groupAt(budget)) as [
      Grouping,
      ...Grouping[],
    ];
    const oldGroupings = rest.slice(0, older.length);
    const otherGroupings = rest.slice(older.length);
    const { layers, largestShare, expectedPull } = summarize(grouping);
    yield {
      budget,
      layers,
      largestShare,
      expectedPull,
      ...(older.length > 0 && { update: updatePull(grouping, oldGroupings) }),
      ...(others.length > 0 && { shared: sharedBytes(grouping, otherGroupings) }),
    };
  }
}

/** Groups a closure at one budget after the other, the last grouping kept where it stays the same. */
function groupAtBudgets(closure: Closure, options: GroupOptions): (budget: number) => Grouping {
  let last: Grouping | undefined;
  return (budget) => {
    const needed = Math.max(1, Math.min(budget, closure.storePaths.length));
    if (last?.budget !== needed) {
      last = groupLayers(closure, { ...options, budget: needed });
    }
    return last;
  };
}
