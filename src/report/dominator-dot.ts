import type { Grouping } from '../layers/grouping.ts';
import { dominance } from '../tuning/dominance.ts';
import { dotString } from './dot-string.ts';
import { formatSize } from './format-size.ts';

/** The dominator tree for Graphviz, with a box for each layer. */
export function dominatorDot({ closure, layers }: Grouping): string {
  const { dominators } = dominance(closure);
  const boxes = layers.flatMap(({ members, narSize }, layer) => [
    `  subgraph cluster_${layer + 1} {`,
    `    label=${dotString(`layer ${layer + 1} · ${formatSize(narSize)}`)}`,
    ...Array.from(members, (path) => {
      const label = `${closure.names[path]}\n${formatSize(closure.narSizes[path]!)}`;
      return `    p${path} [label=${dotString(label)}]`;
    }),
    '  }',
  ]);
  const edges = Array.from(dominators, (above, path) =>
    above === dominators.length ? `  root -> p${path}` : `  p${above} -> p${path}`,
  );
  return [
    'digraph grouping {',
    '  rankdir=LR',
    '  node [shape=box]',
    '  root [label="image root" shape=ellipse]',
    ...boxes,
    ...edges,
    '}',
    '',
  ].join('\n');
}
