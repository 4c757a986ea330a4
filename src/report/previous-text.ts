import type { Grouping } from '../layers/grouping.ts';
import { formatSize } from './format-size.ts';

/** What became of the earlier grouping, a line or two after a blank one; empty where there was none. */
export function previousText({ kept: previous, layers }: Grouping): string {
  if (previous === undefined) {
    return '';
  }
  const { outcome, unchanged, joined, kept, fresh } = previous;
  const now = outcome === 'kept' ? kept : fresh;
  const other = outcome === 'kept' ? fresh : kept;
  const names = joined === 0 ? '' : `, ${joined} new ${joined === 1 ? 'name' : 'names'}`;
  const outlook =
    `${unchanged} of ${layers.length} layers are those of the earlier grouping${names}; ` +
    `this update pulls ${formatSize(now.pulled)}`;
  const instead = {
    kept: `fresh layers would pull ${formatSize(other.pulled)}`,
    'fresh pays': `keeping the layers would pull ${formatSize(other.pulled)}, and cost more later`,
    rebuilt: 'nearly all store paths are new, so the layers are fresh ones',
  }[outcome];
  return `\n${outlook}\n${instead}\n`;
}
