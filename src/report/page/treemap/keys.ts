import type { Report } from '../../../tuning/open-report.ts';
import { goToPath } from '../go.ts';
import type { Store } from '../store.ts';
import { neighbour } from './neighbour.ts';
import type { Cell } from './scene.ts';

/** Does what a key means on a cell: arrows move, Enter selects, + and − zoom. */
export function pressKey(
  report: Report,
  store: Store,
  { cell, cells, event }: { cell: Cell; cells: readonly Cell[]; event: KeyboardEvent },
): void {
  const { budget, zoom } = store.get();
  const next = neighbour(cell, cells, event.key);
  if (next !== undefined) {
    cell.node.setAttribute('tabindex', '-1');
    next.node.setAttribute('tabindex', '0');
    next.node.focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    goToPath(report, store, cell.path);
  } else if (event.key === '+') {
    store.change({ path: cell.path, zoom: report.layerOf(budget)[cell.path]! });
  } else if (event.key === '-' && zoom !== undefined) {
    store.change({ path: cell.path, zoom: undefined });
  } else {
    return;
  }
  event.preventDefault();
}

/** Escape zooms out wherever the focus is, except where it means something else. */
export function escapeZoomsOut(store: Store): void {
  document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
    const isElsewhere = defaultPrevented || (target instanceof Element && target.matches('select'));
    if (key === 'Escape' && !isElsewhere && store.get().zoom !== undefined) {
      store.change({ zoom: undefined });
    }
  });
}
