import type { SweepRow } from '../tuning/sweep.ts';
import type { Verdict } from '../tuning/verdict.ts';

/** A sweep as JSON: `{"verdict": {…}, "rows": […]}`, sizes in exact bytes. */
export function sweepJson(rows: readonly SweepRow[], verdict: Verdict): string {
  return `${JSON.stringify({ verdict, rows }, null, 2)}\n`;
}
