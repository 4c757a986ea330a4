import type { Report } from '../../../tuning/open-report.ts';
import { layerTitle } from '../../cell-lines.ts';
import { formatSize } from '../../format-size.ts';
import { type LayerBox, treemapLayout } from '../../treemap-layout.ts';
import { painter } from '../colours.ts';
import { shape } from '../element.ts';
import { matcherOf } from '../matcher.ts';
import type { Paint } from '../paint.ts';
import type { State } from '../store.ts';
import { cellOf, labelOf, patterns } from './cell.ts';
import type { Cell, Scene } from './scene.ts';

/** Smaller rectangles could not be distinguished; the colour of their layer shows instead. */
const LEAST_SIDE = 2;

/** Draws all layers, or the one in zoom. */
export function picture(report: Report, state: State, width: number, height: number): Scene {
  const { closure } = report;
  const { layers } = report.groupingAt(state.budget);
  const shown = layers
    .map(({ members }, layer) => ({ layer, members }))
    .filter(({ layer }) => state.zoom === undefined || layer === state.zoom);
  const paintOf = painter(report, state);
  const matches = matcherOf(report, state);
  const cells: Cell[] = [];
  const backs: SVGElement[] = [];
  const labels: SVGElement[] = [];
  for (const box of treemapLayout(shown, closure.narSizes, width, height)) {
    const { narSize, mainPaths } = layers[box.layer]!;
    if (box.members > 1) {
      backs.push(backOf(box, paintOf(mainPaths[0]!)));
    }
    if (box.strip > 0) {
      const title = layerTitle(box, box.layer + 1, formatSize(narSize));
      labels.push(shape('text', { class: 'title', x: box.x + 5, y: box.y + 12.5 }, title));
    }
    for (const [at, path] of box.paths.entries()) {
      if (path.width >= LEAST_SIDE && path.height >= LEAST_SIDE) {
        const look = { paint: paintOf(path.path), matches: matches(path.path) };
        cells.push(cellOf(report, state, path, look));
        const number = at === 0 && box.strip === 0 ? box.layer + 1 : undefined;
        labels.push(...labelOf(report, path, look, number));
      }
    }
  }
  const picture = {
    backs: shape('g', {}, ...backs),
    labels: shape('g', { class: 'labels', 'aria-hidden': 'true' }, ...labels),
  };
  const svg = shape(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    patterns(),
    picture.backs,
    shape('g', {}, ...cells.map(({ node }) => node)),
    picture.labels,
  );
  return { svg, cells, ...picture };
}

function backOf({ layer, x, y, width, height }: LayerBox, { className, hue }: Paint): SVGElement {
  const back = shape('rect', {
    class: `layer-back ${className}`,
    'data-layer': layer,
    ...{ x, y, width, height, rx: 2 },
  });
  if (hue !== undefined) {
    back.style.setProperty('--hue', String(hue));
  }
  return back;
}
