import type { Report } from '../../../tuning/open-report.ts';
import { cellLines, LINE, NARROW } from '../../cell-lines.ts';
import { formatSize } from '../../format-size.ts';
import type { Box, PathBox } from '../../treemap-layout.ts';
import { shape } from '../element.ts';
import type { Paint } from '../paint.ts';
import { shownName } from '../shown-name.ts';
import type { State } from '../store.ts';
import type { Cell } from './scene.ts';

/** How a store path looks besides its place: its colour, and whether it matches the search. */
export interface Look {
  readonly paint: Paint;
  readonly matches: boolean;
}

/** Draws the rectangle of a store path, as a button. */
export function cellOf(report: Report, state: State, box: PathBox, look: Look): Cell {
  const { path } = box;
  const selected = path === state.path;
  const name = shownName(report.closure.names[path]!);
  const size = formatSize(report.closure.narSizes[path]!);
  const layer = report.layerOf(state.budget)[path]! + 1;
  const node = shape(
    'g',
    {
      class: `cell ${classOf(look)}${selected ? ' selected' : ''}`,
      role: 'button',
      tabindex: -1,
      'aria-pressed': String(selected),
      'aria-label': `${name}, ${size}, layer ${layer}`,
      'data-path': path,
    },
    ...painted(look.paint, box),
    ...(selected ? [shape('rect', { ...inset(box), class: 'ring' })] : []),
  );
  if (look.paint.hue !== undefined) {
    node.style.setProperty('--hue', String(look.paint.hue));
  }
  return { ...box, node };
}

/** The text on a cell. It is not part of the cell, whose accessible name is the whole text. */
export function labelOf(
  report: Report,
  box: PathBox,
  look: Look,
  number: number | undefined,
): SVGElement[] {
  const name = shownName(report.closure.names[box.path]!);
  const size = formatSize(report.closure.narSizes[box.path]!);
  const lines = cellLines(box, { name, size, number });
  const left = box.width < NARROW ? 3 : 6;
  return lines.length === 0
    ? []
    : [
        shape(
          'g',
          { class: `cell-label ${classOf(look)}` },
          ...lines.map((text, line) =>
            shape('text', { x: box.x + left, y: box.y + (line + 1) * LINE }, text),
          ),
        ),
      ];
}

/** A square of a colour, for the key. */
export function swatch(paint: Paint): SVGSVGElement {
  return shape(
    'svg',
    { width: 16, height: 16, 'aria-hidden': 'true', class: `cell ${paint.className}` },
    ...painted(paint, { x: 0, y: 0, width: 16, height: 16 }),
  );
}

/** The patterns that tell fates apart without colours. */
export function patterns(): SVGDefsElement {
  const hatch = (id: string, angle: number) =>
    shape(
      'pattern',
      {
        id,
        width: 8,
        height: 8,
        patternUnits: 'userSpaceOnUse',
        patternTransform: `rotate(${angle})`,
      },
      shape('line', { class: `hatch-line ${id}`, x1: 0, x2: 0, y1: 0, y2: 8 }),
    );
  return shape('defs', {}, hatch('fate-carried', 45), hatch('fate-changed', 0));
}

function painted({ className }: Paint, { x, y, width, height }: Box): SVGElement[] {
  const place = { x, y, width, height };
  const isHatched = className === 'fate-carried' || className === 'fate-changed';
  return [
    shape('rect', { ...place, class: 'cell-back' }),
    ...(isHatched ? [shape('rect', { ...place, class: 'hatch', fill: `url(#${className})` })] : []),
  ];
}

function classOf({ paint, matches }: Look): string {
  return matches ? paint.className : `${paint.className} apart`;
}

function inset({ x, y, width, height }: Box) {
  return { x: x + 1.5, y: y + 1.5, width: Math.max(0, width - 3), height: Math.max(0, height - 3) };
}
