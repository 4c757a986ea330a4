import type { Closure } from '../closure/closure.ts';
import { layerRecord } from '../layers/layer-record.ts';
import type { Explanation } from '../tuning/explain.ts';

/**
 * Explanations as a JSON array: sizes in exact bytes, store paths in full.
 *
 * @param inBase store paths that were asked for and that the base holds
 */
export function explainJson(
  explanations: readonly Explanation[],
  closure: Closure,
  inBase: readonly string[] = [],
): string {
  const full = (path: number) => closure.storePaths[path]!;
  const records = explanations.map(({ layer, layerIndex, alternatives, ...explanation }) => ({
    ...explanation,
    path: full(explanation.path),
    references: explanation.references.map(full),
    referrers: explanation.referrers.map(full),
    dominators: explanation.dominators.map(full),
    layer: { index: layerIndex, ...layerRecord(closure, layer) },
    alternatives: {
      alone: Math.round(alternatives.alone),
      ...(alternatives.move && {
        move: { ...alternatives.move, cost: Math.round(alternatives.move.cost) },
      }),
    },
  }));
  const left = inBase.map((path) => ({ path, inBase: true }));
  return `${JSON.stringify([...records, ...left], null, 2)}\n`;
}
