import { successors, transpose } from '../graph/csr.ts';
import type { Grouping } from '../layers/grouping.ts';
import { dotString } from './dot-string.ts';
import { formatSize } from './format-size.ts';
import { layerColour } from './layer-colour.ts';

/**
 * The neighbourhood of store paths for Graphviz: the paths, their references and their referrers, with a
 * box in its colour for each layer.
 */
export function explainDot(grouping: Grouping, paths: readonly number[]): string {
  const { closure, layers } = grouping;
  const referrers = transpose(closure.references);
  const shown = new Set(
    paths.flatMap((path) => [
      path,
      ...successors(closure.references, path),
      ...successors(referrers, path),
    ]),
  );
  const boxes = layers.flatMap(({ members }, index) => {
    const inside = [...members].filter((path) => shown.has(path));
    const nodes = inside.map((path) => `    ${nodeOf(path)}`);
    return inside.length === 0
      ? []
      : [
          `  subgraph cluster_${index + 1} {`,
          `    label="layer ${index + 1}"`,
          `    bgcolor="${layerColour(grouping, index, 0.93)}"`,
          ...nodes,
          '  }',
        ];
  });
  const edges = [...shown].flatMap((path) =>
    Array.from(successors(closure.references, path))
      .filter((target) => shown.has(target))
      .map((target) => `  p${path} -> p${target}`),
  );
  return ['digraph closure {', '  node [shape=box]', ...boxes, ...edges, '}', ''].join('\n');

  function nodeOf(path: number): string {
    const label = `${closure.names[path]}\n${formatSize(closure.narSizes[path]!)}`;
    return `p${path} [label=${dotString(label)}${paths.includes(path) ? ' style=bold' : ''}]`;
  }
}
