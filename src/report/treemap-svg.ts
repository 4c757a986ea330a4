import type { Grouping } from '../layers/grouping.ts';
import { cellLines, LINE, layerTitle, NARROW } from './cell-lines.ts';
import { formatSize } from './format-size.ts';
import { layerColour } from './layer-colour.ts';
import { printable } from './printable.ts';
import { type Box, type LayerBox, type PathBox, treemapLayout } from './treemap-layout.ts';
import { xmlText } from './xml-text.ts';

const WIDTH = 960;
const HEIGHT = 480;
const HEAD = 28;

// light or dark as the reader prefers, also when the picture is in a README
const STYLE = `
text{font:12px system-ui,sans-serif;fill:#1c1917}
.t{font-size:14px;font-weight:600}
.l{font-size:11px;font-weight:600}
@media(prefers-color-scheme:dark){text{fill:#f5f3f0}.b{filter:brightness(.36) saturate(1.3)}}
`.trim();

/** The grouping as a treemap, a self-contained SVG. */
export function treemapSvg(grouping: Grouping): string {
  const { closure, layers, budget, strategy } = grouping;
  const boxes = treemapLayout(
    layers.map(({ members }, layer) => ({ layer, members })),
    closure.narSizes,
    WIDTH,
    HEIGHT,
  );
  const narSize = layers.reduce((sum, layer) => sum + layer.narSize, 0);
  const title =
    `${layers.length} of ${budget} layers · ${closure.names.length} store paths · ` +
    `${formatSize(narSize)} · ${strategy}`;
  const back = boxes.flatMap((box) => {
    const [pale, strong] = [0.92, 0.82].map((l) => layerColour(grouping, box.layer, l));
    const text = `layer ${box.layer + 1}, ${formatSize(layers[box.layer]!.narSize)}`;
    return [
      ...(box.members > 1 ? [rectangle(box, pale!, `${text}, ${box.members} store paths`)] : []),
      ...box.paths.map((path) => rectangle(path, strong!, `${pathText(grouping, path)}, ${text}`)),
    ];
  });
  const labels = boxes.flatMap((box) => [
    ...stripOf(box, formatSize(layers[box.layer]!.narSize)),
    ...box.paths.flatMap((path, at) => {
      const number = at === 0 && box.strip === 0 ? box.layer + 1 : undefined;
      const name = printable(closure.names[path.path]!);
      const size = formatSize(closure.narSizes[path.path]!);
      const lines = cellLines(path, { name, size, number });
      const left = path.width < NARROW ? 3 : 5;
      return lines.map((text, line) => textAt(path.x + left, path.y + 14 + line * LINE, text));
    }),
  ]);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT + HEAD}" viewBox="0 ${-HEAD} ${WIDTH} ${HEIGHT + HEAD}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<text class="t" y="-10">${xmlText(title)}</text>`,
    '<g class="b">',
    ...back,
    '</g>',
    ...labels,
    '</svg>',
  ].join('\n')}\n`;
}

function stripOf(box: LayerBox, size: string): string[] {
  const title = layerTitle(box, box.layer + 1, size);
  return box.strip === 0 || title === ''
    ? []
    : [`<text class="l" x="${box.x + 5}" y="${box.y + 13}">${xmlText(title)}</text>`];
}

function pathText({ closure }: Grouping, { path }: PathBox): string {
  return `${closure.names[path]}, ${formatSize(closure.narSizes[path]!)}`;
}

function textAt(x: number, y: number, text: string): string {
  return `<text x="${x}" y="${y}">${xmlText(text)}</text>`;
}

/** A rectangle that says on hovering what it is. */
function rectangle({ x, y, width, height }: Box, fill: string, what: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"><title>${xmlText(what)}</title></rect>`;
}
