import { popcount } from '../../graph/bits.ts';
import { changeProbabilityOf } from './cluster.ts';
import type { CostModel } from './cost-model.ts';

/**
 * What an update is expected to pull if every store path is a layer of its own, in bytes: Σ narSize ×
 * changeProbability over store paths. O(n + words in distinct rows of events).
 */
export function pullApart(model: CostModel): number {
  const { rowOf, offsets, places, bits } = model.events;
  // paths that the same events reach have the same row
  const chances = new Float64Array(offsets.length - 1).map((_, row) => {
    let weight = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      weight += popcount(bits[at]!) * model.wordWeights[places[at]!]!;
    }
    return changeProbabilityOf(model, weight);
  });
  return model.narSizes.reduce((sum, size, path) => sum + size * chances[rowOf[path]!]!, 0);
}
