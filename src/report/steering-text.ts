import type { Grouping } from '../layers/grouping.ts';
import { type FoundHint, titleOf } from '../layers/hints/hints.ts';
import type { KeptLayers } from '../layers/previous/previous.ts';
import { formatSize } from './format-size.ts';
import { printable } from './printable.ts';

/** The hints in effect, and what became of the earlier grouping, a line each; none where there were none. */
export function steeringText({ hinted, kept, layers }: Grouping): readonly string[] {
  const hints = hinted.found.map(hintText);
  return [
    ...(hints.length === 0 ? [] : [`hints: ${hints.join(', ')}`]),
    ...(kept === undefined ? [] : previousText(kept, layers.length)),
  ];
}

/** `alone "glibc*" (2 paths)` */
function hintText(hint: FoundHint): string {
  const count = hint.paths.length === 1 ? '1 path' : `${hint.paths.length} paths`;
  return `${printable(titleOf(hint))} (${count})`;
}

function previousText(
  { outcome, unchanged, stayed, moved, joined, left, kept, fresh }: Omit<KeptLayers, 'layers'>,
  layers: number,
): readonly string[] {
  const pulled = formatSize((outcome === 'kept' ? kept! : fresh).pulled);
  const instead = {
    kept: `fresh layers would pull ${formatSize(fresh.pulled)}`,
    'fresh pays': `keeping the layers would pull ${formatSize(kept?.pulled ?? 0)}, and cost more later`,
    rebuilt: 'nearly all store paths are new, so the layers are fresh ones',
  }[outcome];
  return [
    `${unchanged} of ${layers} layers are those of the earlier grouping; this update pulls ${pulled}`,
    `store paths: ${stayed} stayed in their layer, ${moved} moved, ${joined} joined, ${left} left`,
    instead,
  ];
}
