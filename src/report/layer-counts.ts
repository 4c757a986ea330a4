import type { LayerDiff } from '../tuning/diff-layers.ts';

/** How many layers were kept, changed and so on, in words. */
export function layerCounts({ kept, changed, added, gone }: LayerDiff): string {
  return `${kept.length} kept, ${changed.length} changed, ${added.length} new, ${gone.length} gone`;
}
