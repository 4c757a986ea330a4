import type { Report } from '../../tuning/open-report.ts';
import { formatSize } from '../format-size.ts';
import { button, element } from './element.ts';
import { goToPath } from './go.ts';
import { matcherOf } from './matcher.ts';
import { shownName } from './shown-name.ts';
import type { State, Store } from './store.ts';

const HITS_SHOWN = 10;

/** The search for store paths, with a list of the largest that match; pressing one goes there. */
export function searchBox(report: Report, store: Store): HTMLElement {
  const { closure } = report;
  const field = element('input', {
    type: 'search',
    id: 'search',
    placeholder: 'name of a store path',
    autocomplete: 'off',
  });
  const found = element('output', { for: 'search', class: 'found' });
  const list = element('ul', { class: 'hits', 'aria-label': 'Found store paths' });

  const hits = (): HTMLElement[] => [...list.querySelectorAll('button')];

  /** The largest first. */
  const matching = (state: State): number[] =>
    state.search.trim() === ''
      ? []
      : [...closure.names.keys()]
          .filter(matcherOf(report, state))
          .sort((a, b) => closure.narSizes[b]! - closure.narSizes[a]!);
  const go = (path: number): void => {
    goToPath(report, store, path);
    // after the treemap is drawn, so that the keyboard goes on from there
    requestAnimationFrame(() =>
      document.querySelector<SVGElement>('.cell.selected')?.focus({ preventScroll: true }),
    );
  };
  const hitOf = (path: number, { budget }: State): HTMLElement => {
    const hit = button('', { class: 'hit' }, () => go(path));
    const text = `${formatSize(closure.narSizes[path]!)} · layer ${report.layerOf(budget)[path]! + 1}`;
    hit.append(shownName(closure.names[path]!), ' ', element('small', {}, text));
    return element('li', {}, hit);
  };
  field.addEventListener('input', () => store.change({ search: field.value }));
  store.watch(['search', 'budget'], (state) => {
    if (field.value !== state.search) {
      field.value = state.search;
    }
    const paths = matching(state);
    const isEmpty = state.search.trim() === '';
    found.textContent = isEmpty ? '' : `${paths.length} of ${closure.names.length}`;
    const focused = hits().indexOf(document.activeElement as HTMLElement);
    list.replaceChildren(...paths.slice(0, HITS_SHOWN).map((path) => hitOf(path, state)));
    if (focused >= 0) {
      // who typed and went down before the list was drawn stays in it; it is hidden without the focus
      field.focus();
      hits()[focused]?.focus();
    }
  });

  const box = element(
    'div',
    { class: 'control search' },
    element('label', { for: 'search' }, 'Search'),
    field,
    found,
    list,
  );
  box.addEventListener('keydown', (event) => {
    const stops = [field, ...hits()];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // Enter may come before the list is drawn
    const [largest] = event.key === 'Enter' && at === 0 ? matching(store.get()) : [];
    if (largest !== undefined) {
      go(largest);
    } else if (event.key === 'Escape') {
      store.change({ search: '' });
      field.focus();
    } else if (step !== 0 && stops[at + step] !== undefined) {
      stops[at + step]!.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  return box;
}
