import { knee } from '../tuning/knee.ts';
import type { SweepRow } from '../tuning/sweep.ts';

/** A sweep as JSON: `{"knee": budget or null, "rows": […]}`, sizes in exact bytes. */
export function sweepJson(rows: readonly SweepRow[]): string {
  return `${JSON.stringify({ knee: kneeOf(rows) ?? null, rows }, null, 2)}\n`;
}

/** The knee of what an update pulls: really, where there are older graphs, else expectedly. */
export function kneeOf(rows: readonly SweepRow[]): number | undefined {
  return knee(rows.map((row) => ({ budget: row.budget, cost: pullOf(row) })));
}

/** What an update pulls at a row's budget, bytes. */
export function pullOf({ update, expectedPull }: SweepRow): number {
  return update?.pulled ?? expectedPull;
}
