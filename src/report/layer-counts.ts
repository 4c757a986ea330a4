import type { LayerDiff } from '../tuning/diff-layers.ts';

/** The numbers of kept, changed, new and gone layers, in words. */
export function layerCounts({ kept, changed, added, gone }: LayerDiff): string {
  return `${kept.length} kept, ${changed.length} changed, ${added.length} new, ${gone.length} gone`;
}
