import type { Report } from '../../../tuning/open-report.ts';
import { keyTo } from '../colours.ts';
import { element } from '../element.ts';
import { goToLayer, goToPath } from '../go.ts';
import type { Store } from '../store.ts';
import { watchWidth } from '../watch-width.ts';
import { breadcrumb } from './breadcrumb.ts';
import { swatch } from './cell.ts';
import { glider } from './glide.ts';
import { escapeZoomsOut, pressKey } from './keys.ts';
import { picture } from './picture.ts';
import type { Cell, Scene } from './scene.ts';
import { tooltip } from './tooltip.ts';

/** The grouping as a picture: a rectangle for each store path, those of a layer together. */
export function treemap(report: Report, store: Store): HTMLElement {
  const frame = element('div', { class: 'treemap-frame' });
  const tip = tooltip(report);
  const { glide, stay } = glider();
  const key = element('ul', { class: 'legend' });
  const place = breadcrumb(report, store);

  let width = 960;
  let cells = new Map<number, Cell>();
  const draw = (): Scene => {
    const state = store.get();
    const hadFocus = frame.contains(document.activeElement);
    const drawn = picture(report, state, width, heightFor(width));
    cells = new Map(drawn.cells.map((cell) => [cell.path, cell]));
    frame.replaceChildren(drawn.svg);
    const current = cells.get(state.path ?? -1) ?? drawn.cells[0];
    current?.node.setAttribute('tabindex', '0');
    if (hadFocus) {
      current?.node.focus();
    }
    tip.hide();
    return drawn;
  };
  store.watch(['budget', 'colouring', 'search', 'path', 'zoom', 'older'], () => glide(draw()));
  store.watch(['colouring'], (state) => {
    const entries = keyTo(report, state);
    key.replaceChildren(...entries.map((e) => element('li', {}, swatch(e), e.text)));
  });
  watchWidth(frame, width, (next) => {
    width = next;
    stay(draw());
  });

  const cellAt = ({ target }: Event): Cell | undefined => cells.get(numberAt(target, 'data-path'));
  const showTip = (event: Event): void => {
    const { budget } = store.get();
    const cell = cellAt(event);
    const layer = numberAt(event.target, 'data-layer');
    if (cell !== undefined) {
      const subject = { path: cell.path, layer: report.layerOf(budget)[cell.path]! };
      tip.show(budget, subject, cell, width);
    } else if (layer >= 0 && event instanceof PointerEvent) {
      const { left, top } = frame.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top, width: 0, height: 10 };
      tip.show(budget, { layer, path: undefined }, at, width);
    } else {
      tip.hide();
    }
  };
  frame.addEventListener('pointerover', showTip);
  frame.addEventListener('pointerleave', tip.hide);
  frame.addEventListener('focusin', (event) => {
    if (frame.matches(':has(:focus-visible)')) {
      showTip(event);
    }
  });
  frame.addEventListener('focusout', tip.hide);
  frame.addEventListener('click', (event) => {
    const cell = cellAt(event);
    const layer = numberAt(event.target, 'data-layer');
    if (cell !== undefined || layer >= 0) {
      moveAboveDetails(frame);
    }
    if (cell !== undefined) {
      goToPath(report, store, cell.path);
    } else if (layer >= 0 && store.get().zoom === layer) {
      store.change({ zoom: undefined });
    } else if (layer >= 0) {
      goToLayer(report, store, layer);
    }
  });
  frame.addEventListener('keydown', (event) => {
    const cell = cellAt(event);
    if (cell !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      pressKey(report, store, { cell, cells: [...cells.values()], event });
    }
  });
  escapeZoomsOut(store);

  return element(
    'div',
    { class: 'treemap', role: 'group', 'aria-label': 'Treemap of layers and store paths' },
    element('div', { class: 'treemap-head' }, place, key),
    element('div', { class: 'treemap-hold' }, frame, tip.element),
    element(
      'p',
      { class: 'hint' },
      'Areas are bytes. Press a layer to zoom into it, a store path to see why it is there. Keys: arrows move, Enter selects, + and − zoom, Escape shows all layers.',
    ),
  );
}

/** The number in an attribute of the target or of what it is in; −1 without one. */
function numberAt(target: EventTarget | null, attribute: string): number {
  const found = target instanceof Element ? target.closest(`[${attribute}]`) : null;
  return Number(found?.getAttribute(attribute) ?? -1);
}

/** Small screens show details over their lower half; the picture moves to where it stays in sight. */
function moveAboveDetails(frame: HTMLElement): void {
  if (matchMedia('(max-width: 60rem)').matches) {
    frame.scrollIntoView();
  }
}

/** Portrait on a phone; on a screen landscape, as high as leaves room for what stands above. */
function heightFor(width: number): number {
  return width < 520
    ? Math.round(width * 1.25)
    : Math.round(Math.min(width * 0.6, Math.max(480, innerHeight - 340)));
}
