import { changeProbabilityOf, weightOfRow } from './cost/cluster.ts';
import type { Grouping } from './grouping.ts';

/**
 * The least that any layering can expect an update to pull, in bytes: Σ narSize × changeProbability over
 * store paths, as if each had a layer of its own. A layer changes when any of its paths does, so that
 * joining paths never lowers it. O(n + words in distinct rows of events).
 */
export function leastPull({ model }: Grouping): number {
  const { rowOf, offsets } = model.events;
  // paths that the same events reach have the same row
  const chances = new Float64Array(offsets.length - 1).map((_, row) =>
    changeProbabilityOf(model, weightOfRow(model, row)),
  );
  return Math.round(
    model.narSizes.reduce((sum, size, path) => sum + size * chances[rowOf[path]!]!, 0),
  );
}
