import type { Closure } from '../closure/closure.ts';
import type { Explanation } from '../tuning/explain.ts';

/** Explanations as a JSON array: sizes in exact bytes, store paths in full. */
export function explainJson(explanations: readonly Explanation[], closure: Closure): string {
  const full = (path: number) => closure.storePaths[path]!;
  const records = explanations.map(
    ({ layer: { members, ...layer }, layerIndex, ...explanation }) => ({
      ...explanation,
      path: full(explanation.path),
      references: explanation.references.map(full),
      referrers: explanation.referrers.map(full),
      dominators: explanation.dominators.map(full),
      layer: { index: layerIndex, ...layer, contents: Array.from(members, full).sort() },
    }),
  );
  return `${JSON.stringify(records, null, 2)}\n`;
}
