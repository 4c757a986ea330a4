import { kneeOf, type SweepRow } from '../tuning/sweep.ts';

/** A sweep as JSON: `{"knee": budget or null, "rows": […]}`, sizes in exact bytes. */
export function sweepJson(rows: readonly SweepRow[]): string {
  return `${JSON.stringify({ knee: kneeOf(rows) ?? null, rows }, null, 2)}\n`;
}
