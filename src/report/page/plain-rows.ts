import { button, element } from './element.ts';
import { scrollRegion } from './scroll-region.ts';

/** A column: what stands above it, and how its cells are set. */
export interface Head {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'list';
}

/**
 * A table in the order of its rows.
 *
 * @param most rows shown at first; the others are shown when asked for
 */
export function plainRows(
  caption: string,
  heads: readonly Head[],
  rows: readonly (readonly (Node | string)[])[],
  most = Number.POSITIVE_INFINITY,
): HTMLElement {
  const rowOf = (cells: readonly (Node | string)[]) =>
    element(
      'tr',
      {},
      ...cells.map((cell, column) => {
        const { kind } = heads[column]!;
        return column === 0
          ? element('th', { scope: 'row', class: kind }, cell)
          : element('td', { class: kind }, cell);
      }),
    );
  const body = element('tbody', {}, ...rows.slice(0, most).map(rowOf));
  const hidden = rows.slice(most);
  const more = button(`and ${hidden.length} more`, { class: 'more' }, () => {
    body.append(...hidden.map(rowOf));
    more.remove();
  });
  const titles = heads.map(({ title, kind }) =>
    element('th', { scope: 'col', class: kind }, title),
  );
  const table = element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...titles)),
    body,
  );
  return element('div', {}, scrollRegion(caption, table), ...(hidden.length > 0 ? [more] : []));
}
