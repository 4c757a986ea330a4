import type { Report } from '../../tuning/open-report.ts';
import { fitting } from '../fitting.ts';
import { formatSize, percent } from '../format-size.ts';
import { layerHue } from '../layer-hue.ts';
import { type Box, type LayerBox, type PathBox, treemapLayout } from '../treemap-layout.ts';
import { COLOURINGS, keyTo, painter } from './colours.ts';
import { button, element, shape } from './element.ts';
import { matcherOf } from './matcher.ts';
import { shownName } from './shown-name.ts';
import type { Colouring, State, Store } from './store.ts';
import { watchWidth } from './watch-width.ts';

const LINE = 15;
const LEAST_LABEL = { width: 40, height: 19 };
/** Smaller rectangles could not be distinguished. */
const LEAST_SIDE = 2;

/** The grouping as a picture: a rectangle for each store path, those of a layer together. */
export function treemap(report: Report, store: Store): HTMLElement {
  const frame = element('div', { class: 'treemap-frame' });
  const tooltip = element('div', {
    class: 'tooltip',
    role: 'tooltip',
    id: 'tooltip',
    hidden: true,
  });
  const key = element('ul', { class: 'legend' });
  const place = element('p', { class: 'place', 'aria-live': 'polite' });

  let width = 960;
  let cells: Cell[] = [];
  const draw = (): void => {
    const state = store.get();
    const hadFocus = frame.contains(document.activeElement);
    const drawn = picture(report, state, width, heightFor(width));
    cells = drawn.cells;
    frame.replaceChildren(drawn.svg);
    const current = cells.find(({ path }) => path === state.path) ?? cells[0];
    current?.node.setAttribute('tabindex', '0');
    if (hadFocus) {
      current?.node.focus();
    }
    key.replaceChildren(
      ...keyTo(report, state).map(({ className, text }) =>
        element('li', {}, swatch(className), text),
      ),
    );
    place.replaceChildren(...placeOf(report, state, store));
    tooltip.hidden = true;
  };
  store.watch(['budget', 'colouring', 'search', 'path', 'zoom', 'older'], draw);
  watchWidth(frame, width, (next) => {
    width = next;
    draw();
  });

  const tell = (target: EventTarget | null): Cell | undefined =>
    target instanceof Element ? cells.find(({ node }) => node.contains(target)) : undefined;
  const showTooltip = (cell: Cell): void => {
    tooltip.replaceChildren(...tooltipOf(report, store.get(), cell.path));
    tooltip.hidden = false;
    const left = Math.min(cell.x + 12, width - tooltip.offsetWidth - 4);
    const below = cell.y + Math.min(cell.height, 60) + 6;
    tooltip.style.left = `${Math.max(0, left)}px`;
    tooltip.style.top = `${below}px`;
  };
  frame.addEventListener('pointerover', (event) => {
    const cell = tell(event.target);
    if (cell === undefined) {
      tooltip.hidden = true;
    } else {
      showTooltip(cell);
    }
  });
  frame.addEventListener('pointerleave', () => {
    tooltip.hidden = true;
  });
  frame.addEventListener('focusin', (event) => {
    const cell = tell(event.target);
    if (cell !== undefined && frame.matches(':has(:focus-visible)')) {
      showTooltip(cell);
    }
  });
  frame.addEventListener('focusout', () => {
    tooltip.hidden = true;
  });
  frame.addEventListener('click', (event) => {
    const cell = tell(event.target);
    if (cell !== undefined) {
      store.change({ path: cell.path });
      return;
    }
    const strip = event.target instanceof Element ? event.target.closest('[data-layer]') : null;
    if (strip !== null) {
      const layer = Number(strip.getAttribute('data-layer'));
      store.change({ zoom: store.get().zoom === layer ? undefined : layer });
    }
  });
  frame.addEventListener('keydown', (event) => {
    const cell = tell(event.target);
    if (cell === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { budget, zoom } = store.get();
    const next = neighbour(cell, cells, event.key);
    if (next !== undefined) {
      cell.node.setAttribute('tabindex', '-1');
      next.node.setAttribute('tabindex', '0');
      next.node.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      store.change({ path: cell.path });
    } else if (event.key === '+') {
      store.change({ path: cell.path, zoom: report.layerOf(budget)[cell.path]! });
    } else if ((event.key === '-' || event.key === 'Escape') && zoom !== undefined) {
      store.change({ path: cell.path, zoom: undefined });
    } else {
      return;
    }
    event.preventDefault();
  });

  return element(
    'div',
    { class: 'treemap', role: 'group', 'aria-label': 'Treemap of layers and store paths' },
    element('div', { class: 'treemap-head' }, place, key),
    element('div', { class: 'treemap-hold' }, frame, tooltip),
    element(
      'p',
      { class: 'hint' },
      'Areas are bytes. Press a store path to see why it is in its layer, or a layer’s title to zoom. Keys: arrows move, Enter selects, + and − zoom.',
    ),
  );
}

/** The controls for colouring and search. */
export function treemapControls(report: Report, store: Store): HTMLElement {
  const choices = (Object.keys(COLOURINGS) as Colouring[]).filter(
    (colouring) => colouring !== 'update' || report.older.length > 0,
  );
  const select = element(
    'select',
    { id: 'colouring' },
    ...choices.map((colouring) => element('option', { value: colouring }, COLOURINGS[colouring])),
  );
  select.value = store.get().colouring;
  select.addEventListener('change', () => store.change({ colouring: select.value as Colouring }));

  const search = element('input', {
    type: 'search',
    id: 'search',
    placeholder: 'name of a store path',
  });
  search.addEventListener('input', () => store.change({ search: search.value }));
  const found = element('output', { for: 'search', class: 'found' });
  store.watch(['search'], (state) => {
    const matches = matcherOf(report, state);
    const count = report.closure.names.filter((_, path) => matches(path)).length;
    found.textContent = state.search === '' ? '' : `${count} of ${report.closure.names.length}`;
  });
  return element(
    'div',
    { class: 'controls' },
    element('label', { for: 'colouring' }, 'Colour by'),
    select,
    element('label', { for: 'search' }, 'Search'),
    search,
    found,
  );
}

interface Cell extends PathBox {
  readonly node: SVGGElement;
}

/** Landscape on a screen, portrait on a phone. */
function heightFor(width: number): number {
  return width < 520 ? Math.round(width * 1.25) : Math.round(Math.min(620, width * 0.6));
}

function picture(report: Report, state: State, width: number, height: number) {
  const { closure } = report;
  const { layers } = report.groupingAt(state.budget);
  const shown = layers
    .map(({ members }, layer) => ({ layer, members }))
    .filter(({ layer }) => state.zoom === undefined || layer === state.zoom);
  const boxes = treemapLayout(shown, closure.narSizes, width, height);
  const paint = painter(report, state);
  const matches = matcherOf(report, state);
  const cells: Cell[] = [];
  const groups = boxes.map((box) => {
    const inside = box.paths
      .filter(({ width: w, height: h }) => w >= LEAST_SIDE && h >= LEAST_SIDE)
      .flatMap((pathBox) => {
        const matching = matches(pathBox.path);
        const node = cellOf(report, state, pathBox, paint, matching);
        cells.push({ ...pathBox, node });
        const className = matching ? paint(pathBox.path).className : 'apart';
        return [node, ...labelOf(report, state, pathBox, className)];
      });
    return shape('g', {}, ...backgroundOf(report, state, box), ...inside);
  });
  const svg = shape(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    patterns(),
    ...groups,
  );
  return { svg, cells };
}

function backgroundOf(report: Report, state: State, box: LayerBox): SVGElement[] {
  if (box.paths.length < 2) {
    return [];
  }
  const back = shape('rect', { class: 'layer-back', ...rectangle(box), rx: 2 });
  if (state.colouring === 'layer') {
    back.style.setProperty('--hue', String(layerHue(box.layer)));
    back.classList.add('by-layer');
  }
  const { narSize } = report.groupingAt(state.budget).layers[box.layer]!;
  const number = `layer ${box.layer + 1}`;
  const title =
    fitting(`${number} · ${formatSize(narSize)}`, box.width - 8, 'whole') ||
    fitting(number, box.width - 8, 'whole');
  const strip =
    box.strip === 0
      ? []
      : [
          shape(
            'g',
            { class: 'strip', 'data-layer': box.layer },
            shape('rect', { ...rectangle(box), height: box.strip, class: 'strip-hit' }),
            shape('text', { x: box.x + 5, y: box.y + 12.5 }, title),
          ),
        ];
  return [back, ...strip];
}

function cellOf(
  report: Report,
  state: State,
  box: PathBox,
  paint: ReturnType<typeof painter>,
  matches: boolean,
): SVGGElement {
  const { path } = box;
  const { className, hue } = paint(path);
  const name = shownName(report.closure.names[path]!);
  const size = formatSize(report.closure.narSizes[path]!);
  const layer = report.layerOf(state.budget)[path]! + 1;
  const selected = path === state.path;
  const rect = shape('rect', { ...rectangle(box), class: 'cell-back' });
  const node = shape(
    'g',
    {
      class: `cell ${className}${matches ? '' : ' apart'}${selected ? ' selected' : ''}`,
      role: 'button',
      tabindex: -1,
      'aria-pressed': String(selected),
      'aria-label': `${name}, ${size}, layer ${layer}`,
      'data-path': path,
    },
    rect,
  );
  if (hue !== undefined) {
    node.style.setProperty('--hue', String(hue));
  }
  if (className === 'fate-carried' || className === 'fate-changed') {
    node.append(shape('rect', { ...rectangle(box), class: 'hatch', fill: `url(#${className})` }));
  }
  if (selected) {
    node.append(shape('rect', { ...inset(box), class: 'ring' }));
  }
  return node;
}

/** The text on a cell. It is not part of the cell, whose accessible name is the whole text. */
function labelOf(
  report: Report,
  state: State,
  { path, x, y, width, height }: PathBox,
  className: string,
): SVGElement[] {
  if (width < LEAST_LABEL.width || height < LEAST_LABEL.height) {
    return [];
  }
  const layer = report.layerOf(state.budget)[path]!;
  const isAlone = report.groupingAt(state.budget).layers[layer]!.members.length === 1;
  const size = formatSize(report.closure.narSizes[path]!);
  const second = isAlone ? `${layer + 1} · ${size}` : size;
  const name = fitting(shownName(report.closure.names[path]!), width - 10, 'cut');
  const label = shape(
    'g',
    { class: `cell-label ${className}`, 'aria-hidden': 'true' },
    shape('text', { x: x + 6, y: y + 15 }, name),
  );
  if (height >= 2 * LINE + 6) {
    const under = { class: 'cell-size', x: x + 6, y: y + 15 + LINE };
    label.append(shape('text', under, fitting(second, width - 10, 'whole')));
  }
  return [label];
}

function patterns(): SVGDefsElement {
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

function swatch(className: string): SVGSVGElement {
  return shape(
    'svg',
    { width: 16, height: 16, 'aria-hidden': 'true', class: `cell ${className}` },
    shape('rect', { class: 'cell-back', x: 0, y: 0, width: 16, height: 16 }),
    ...(className.startsWith('fate-') && className !== 'fate-kept'
      ? [
          shape('rect', {
            class: 'hatch',
            x: 0,
            y: 0,
            width: 16,
            height: 16,
            fill: `url(#${className})`,
          }),
        ]
      : []),
  );
}

function rectangle({ x, y, width, height }: Box) {
  return { x, y, width, height };
}

function inset({ x, y, width, height }: Box) {
  return { x: x + 1.5, y: y + 1.5, width: Math.max(0, width - 3), height: Math.max(0, height - 3) };
}

function tooltipOf(report: Report, { budget }: State, path: number): HTMLElement[] {
  const layer = report.layerOf(budget)[path]!;
  const { members, narSize, changeProbability } = report.groupingAt(budget).layers[layer]!;
  const others = members.length - 1;
  return [
    element('b', {}, shownName(report.closure.names[path]!, 80)),
    element('span', {}, formatSize(report.closure.narSizes[path]!)),
    element(
      'span',
      {},
      others === 0
        ? `alone in layer ${layer + 1}`
        : `layer ${layer + 1} with ${others} other${others === 1 ? '' : 's'}, ${formatSize(narSize)}`,
    ),
    element('span', {}, `changed by ${percent(changeProbability, 1)} of updates`),
  ];
}

function placeOf(report: Report, { budget, zoom }: State, store: Store): (Node | string)[] {
  if (zoom === undefined) {
    const { layers, narSize } = report.summaryAt(budget);
    return [`${layers} layers, ${formatSize(narSize)}`];
  }
  const { members, narSize } = report.groupingAt(budget).layers[zoom]!;
  return [
    button('all layers', { class: 'link' }, () => store.change({ zoom: undefined })),
    ` › layer ${zoom + 1}: ${members.length} store paths, ${formatSize(narSize)}`,
  ];
}

/** The nearest cell in the direction of an arrow key. */
function neighbour(from: Cell, cells: readonly Cell[], key: string): Cell | undefined {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
    key
  ];
  if (direction === undefined) {
    return undefined;
  }
  const [dx, dy] = direction as [number, number];
  const centre = ({ x, y, width, height }: Cell) => [x + width / 2, y + height / 2] as const;
  const [x, y] = centre(from);
  let best: { cell: Cell; distance: number } | undefined;
  for (const cell of cells) {
    const [otherX, otherY] = centre(cell);
    const ahead = (otherX - x) * dx + (otherY - y) * dy;
    const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
    if (cell !== from && ahead > 0.5) {
      const distance = ahead + 2 * aside;
      if (best === undefined || distance < best.distance) {
        best = { cell, distance };
      }
    }
  }
  return best?.cell ?? from;
}
