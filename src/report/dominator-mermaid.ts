import type { Grouping } from '../layers/grouping.ts';
import { dominance } from '../tuning/dominance.ts';
import { formatSize } from './format-size.ts';
import { printable } from './printable.ts';

/** The dominator tree as a Mermaid flowchart, with a box for each layer. */
export function dominatorMermaid({ closure, layers }: Grouping): string {
  const { dominators } = dominance(closure);
  const boxes = layers.flatMap(({ members, narSize }, layer) => [
    `  subgraph layer${layer + 1}["${mermaidText(`layer ${layer + 1}, ${formatSize(narSize)}`)}"]`,
    ...Array.from(members, (path) => {
      const [name, size] = [closure.names[path]!, formatSize(closure.narSizes[path]!)];
      return `    p${path}["${mermaidText(name)}<br>${mermaidText(size)}"]`;
    }),
    '  end',
  ]);
  const edges = Array.from(dominators, (above, path) =>
    above === dominators.length ? `  root --> p${path}` : `  p${above} --> p${path}`,
  );
  return ['flowchart LR', '  root(["image root"])', ...boxes, ...edges, ''].join('\n');
}

/** Text for Mermaid: every character that may be syntax is an entity code. */
function mermaidText(text: string): string {
  return printable(text).replace(/[^A-Za-z0-9 .,+_-]/gu, (found) => `#${found.codePointAt(0)};`);
}
