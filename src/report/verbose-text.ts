import type { CostParts } from '../layers/summarize.ts';
import { formatSize } from './format-size.ts';

/** The cost of a grouping and its parts, as a line. */
export function costText({ total, updates, releases, sharing }: CostParts): string {
  return (
    `cost ${formatSize(total)} an update: expected pull ${formatSize(updates)}` +
    ` + releases ${formatSize(releases)} + not shared with other images ${formatSize(sharing)}`
  );
}

/**
 * The times of the phases of a run in one line.
 *
 * @param phases milliseconds by phase, in their order
 */
export function phasesText(phases: Readonly<Record<string, number>>): string {
  const entries = Object.entries(phases);
  const total = entries.reduce((sum, [, time]) => sum + time, 0);
  const times = entries.map(([phase, time]) => `${phase} ${time.toFixed(1)}`);
  return `${total.toFixed(1)} ms: ${times.join(' · ')}`;
}
