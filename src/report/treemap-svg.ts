import type { Grouping } from '../layers/grouping.ts';
import { fitting } from './fitting.ts';
import { formatSize } from './format-size.ts';
import { layerHue } from './layer-hue.ts';
import { type LayerBox, type PathBox, treemapLayout } from './treemap-layout.ts';
import { xmlText } from './xml-text.ts';

const WIDTH = 960;
const HEIGHT = 480;
const HEAD = 28;

// light or dark as the reader prefers, also when the picture is in a README
const STYLE = `
text{font:12px system-ui,sans-serif;fill:#1c1917}
.t{font-size:14px;font-weight:600}
.l{font-weight:600}
@media(prefers-color-scheme:dark){text{fill:#f5f3f0}.b{filter:brightness(.36) saturate(1.3)}}
`.trim();

/** The grouping as a treemap, a self-contained SVG. */
export function treemapSvg({ closure, layers, budget, strategy }: Grouping): string {
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
  const back = boxes.flatMap((box) => [
    ...(box.paths.length > 1 ? [rectangle(box, `fill="${colour(box.layer, 92)}"`)] : []),
    ...box.paths.map((path) => rectangle(path, `fill="${colour(box.layer, 82)}"`)),
  ]);
  const labels = boxes.flatMap((box) => [
    ...stripOf(box, formatSize(layers[box.layer]!.narSize)),
    ...box.paths.flatMap((path) => labelOf(path, closure.names[path.path]!)),
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

function stripOf({ strip, layer, x, y, width }: LayerBox, size: string): string[] {
  const text =
    fitting(`layer ${layer + 1} · ${size}`, width - 8, 'whole') ||
    fitting(`layer ${layer + 1}`, width - 8, 'whole');
  return strip === 0 || text === ''
    ? []
    : [`<text class="l" x="${x + 5}" y="${y + 13}">${xmlText(text)}</text>`];
}

function labelOf({ x, y, width, height }: PathBox, name: string): string[] {
  const text = height < 16 ? '' : fitting(name, width - 8, 'cut');
  return text === '' ? [] : [`<text x="${x + 5}" y="${y + 14}">${xmlText(text)}</text>`];
}

function rectangle({ x, y, width, height }: PathBox | LayerBox, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${fill}/>`;
}

function colour(layer: number, lightness: number): string {
  return `hsl(${layerHue(layer)},52%,${lightness}%)`;
}
