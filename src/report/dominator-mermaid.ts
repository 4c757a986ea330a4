import type { Grouping } from '../layers/grouping.ts';
import { formatSize } from './format-size.ts';
import { layerColour } from './layer-colour.ts';
import { printable } from './printable.ts';
import { shownTree, type TreeLimits } from './shown-tree.ts';

/** Dark text, also where the page around the picture is dark. */
const INK = 'stroke:#a8a29e,color:#1c1917';

/** The dominator tree as a Mermaid flowchart, with a box of its own colour for each layer. */
export function dominatorMermaid(grouping: Grouping, limits: TreeLimits = {}): string {
  const { names, narSizes } = grouping.closure;
  const { layers, edges } = shownTree(grouping, limits);
  const boxes = layers.flatMap(({ layer, paths, title }) => [
    `  subgraph layer${layer + 1}["${mermaidText(title)}"]`,
    ...paths.map((path) => {
      const [name, size] = [names[path]!, formatSize(narSizes[path]!)];
      return `    p${path}["${mermaidText(name)}<br>${mermaidText(size)}"]`;
    }),
    '  end',
  ]);
  const colours = layers.flatMap(({ layer, paths }) => {
    const [pale, strong] = [0.93, 0.82].map((l) => layerColour(grouping, layer, l));
    return [
      `  style layer${layer + 1} fill:${pale},${INK}`,
      `  classDef in${layer + 1} fill:${strong},${INK}`,
      `  class ${paths.map((path) => `p${path}`).join(',')} in${layer + 1}`,
    ];
  });
  const arrows = edges.map(
    ([above, path]) => `  ${above === undefined ? 'root' : `p${above}`} --> p${path}`,
  );
  return ['flowchart LR', '  root(["image root"])', ...boxes, ...arrows, ...colours, ''].join('\n');
}

/** Text for Mermaid: every character that may be syntax is an entity code. */
function mermaidText(text: string): string {
  return printable(text).replace(/[^A-Za-z0-9 .,+_-]/gu, (found) => `#${found.codePointAt(0)};`);
}
