import type { Grouping } from '../layers/grouping.ts';
import { dotString } from './dot-string.ts';
import { formatSize } from './format-size.ts';
import { layerColour } from './layer-colour.ts';
import { shownTree, type TreeLimits } from './shown-tree.ts';

/** The dominator tree for Graphviz, with a box of its own colour for each layer. */
export function dominatorDot(grouping: Grouping, limits: TreeLimits = {}): string {
  const { names, narSizes } = grouping.closure;
  const { layers, edges } = shownTree(grouping, limits);
  const boxes = layers.flatMap(({ layer, paths, title }) => [
    `  subgraph cluster_${layer + 1} {`,
    `    label=${dotString(title)}`,
    `    bgcolor="${layerColour(grouping, layer, 0.93)}"`,
    `    node [fillcolor="${layerColour(grouping, layer, 0.82)}"]`,
    ...paths.map((path) => {
      const label = `${names[path]}\n${formatSize(narSizes[path]!)}`;
      return `    p${path} [label=${dotString(label)}]`;
    }),
    '  }',
  ]);
  return [
    'digraph grouping {',
    '  graph [rankdir=LR ranksep=0.6 nodesep=0.08 color="#a8a29e" fontname="sans-serif" fontsize=11]',
    '  node [shape=box style=filled color="#a8a29e" fontname="sans-serif" fontsize=10 height=0.3]',
    '  edge [color="#78716c" arrowsize=0.6]',
    '  root [label="image root" shape=ellipse fillcolor="#ffffff"]',
    ...boxes,
    ...edges.map(([above, path]) => `  ${above === undefined ? 'root' : `p${above}`} -> p${path}`),
    '}',
    '',
  ].join('\n');
}
