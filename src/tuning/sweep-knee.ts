import { knee } from './knee.ts';
import type { SweepRow } from './sweep.ts';

/** The knee of what an update pulls: really, where there are older graphs, else expectedly. */
export function kneeOf(rows: readonly SweepRow[]): number | undefined {
  return knee(rows.map((row) => ({ budget: row.budget, cost: pullOf(row) })));
}

/** What an update pulls at a row's budget, bytes. */
export function pullOf({ update, expectedPull }: SweepRow): number {
  return update?.pulled ?? expectedPull;
}
