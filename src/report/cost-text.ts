import type { CostParts } from '../layers/summarize.ts';
import { formatSize } from './format-size.ts';

/** The cost of a grouping and its parts, as a line. */
export function costText({ total, updates, releases, sharing }: CostParts): string {
  return (
    `cost ${formatSize(total)} an update: expected pull ${formatSize(updates)}` +
    ` + releases ${formatSize(releases)} + not shared with other images ${formatSize(sharing)}`
  );
}
