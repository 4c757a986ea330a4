import { pullOf, type Report } from '../../tuning/open-report.ts';
import { formatSize, percent } from '../format-size.ts';
import { element } from './element.ts';
import { scrollRegion } from './scroll-region.ts';
import type { Store } from './store.ts';

/** The strategies side by side at the chosen budget. */
export function strategies(report: Report, store: Store): HTMLElement {
  const { data, older, narSize } = report;
  const withUpdate = older.length > 0;
  const body = element('tbody');
  const title = element('h2', { id: 'strategies-title' });
  store.watch(['budget'], ({ budget }) => {
    const at = data.budgets.indexOf(budget);
    title.textContent = `Strategies at a budget of ${budget}`;
    const rows = data.strategies.map(({ strategy, rows: all }) => ({ strategy, ...all[at]! }));
    const least = rows.reduce((best, row) => Math.min(best, pullOf(row)), Number.POSITIVE_INFINITY);
    body.replaceChildren(
      ...rows.map((row) => {
        const best = pullOf(row) === least;
        return element(
          'tr',
          { class: row.strategy === data.strategy ? 'chosen' : undefined },
          element(
            'th',
            { scope: 'row' },
            row.strategy,
            ...(row.strategy === data.strategy ? [element('small', {}, ' shown here')] : []),
          ),
          element('td', { class: 'number' }, String(row.layers)),
          element('td', { class: 'number' }, percent(row.largestShare, 1)),
          withUpdate
            ? element('td', { class: 'number' }, formatSize(row.expectedPull))
            : barCell(row.expectedPull, narSize, best),
          ...(withUpdate ? [barCell(row.pulled!, narSize * older.length, best)] : []),
        );
      }),
    );
  });
  const heads = ['layers', 'largest layer', 'expected pull', ...(withUpdate ? ['real pull'] : [])];
  return element(
    'section',
    { class: 'strategies', 'aria-labelledby': 'strategies-title' },
    title,
    scrollRegion(
      'Strategies',
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'strategy'),
            ...heads.map((head) => element('th', { scope: 'col', class: 'number' }, head)),
          ),
        ),
        body,
      ),
    ),
  );
}

function barCell(bytes: number, whole: number, best: boolean): HTMLElement {
  const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.width = `${whole === 0 ? 0 : (100 * bytes) / whole}%`;
  return element(
    'td',
    { class: 'number bar-cell' },
    element(
      'span',
      { class: 'bar-text' },
      formatSize(bytes),
      ...(best ? [element('b', {}, ' least')] : []),
    ),
    element('span', { class: 'bar-hold', 'aria-hidden': 'true' }, bar),
  );
}
