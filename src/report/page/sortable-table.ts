import { button, element } from './element.ts';
import { scrollRegion } from './scroll-region.ts';

/** A column of a table over items that are numbers. */
export interface Column {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'list';
  /** The content of an item's cell. */
  readonly cell: (item: number) => Node | string;
  /** The key by which items are sorted; numbers are descending at first, text is ascending. */
  readonly key: (item: number) => number | string;
}

const ROWS_AT_FIRST = 30;

/** A table that can be sorted by any column and shows more rows when asked to. */
export function sortableTable(caption: string, columns: readonly Column[], sortedBy: number) {
  let items: readonly number[] = [];
  let sort = { column: sortedBy, reversed: false };
  let most = ROWS_AT_FIRST;

  const headers = columns.map(({ title, kind }, at) => {
    const press = button(title, { class: 'sort' }, () => {
      sort = { column: at, reversed: sort.column === at && !sort.reversed };
      draw();
    });
    return element('th', { scope: 'col', class: kind }, press);
  });
  const body = element('tbody');
  const more = button('', { class: 'more' }, () => {
    most *= 5;
    draw();
  });
  const title = element('caption');
  const table = element(
    'table',
    {},
    title,
    element('thead', {}, element('tr', {}, ...headers)),
    body,
  );

  const draw = (): void => {
    const { key, kind } = columns[sort.column]!;
    const falling = (kind === 'number') !== sort.reversed;
    const keys = new Map(items.map((item) => [item, key(item)]));
    const sorted = items.toSorted((a, b) => {
      const [first, second] = [keys.get(a)!, keys.get(b)!];
      const rising = first < second ? -1 : first > second ? 1 : 0;
      return (falling ? -rising : rising) || a - b;
    });
    headers.forEach((header, at) => {
      const order = falling ? 'descending' : 'ascending';
      header.setAttribute('aria-sort', at === sort.column ? order : 'none');
    });
    body.replaceChildren(...sorted.slice(0, most).map(rowOf));
    const hidden = Math.max(0, sorted.length - most);
    more.hidden = hidden === 0;
    more.textContent = `show more (${hidden} rows are hidden)`;
    const count = hidden === 0 ? sorted.length : `${most} of ${sorted.length}`;
    title.textContent = `${caption}: ${count}`;
  };
  const rowOf = (item: number): HTMLElement =>
    element(
      'tr',
      { 'data-item': item },
      ...columns.map(({ kind, cell }, at) =>
        at === 0
          ? element('th', { scope: 'row', class: kind }, cell(item))
          : element('td', { class: kind }, cell(item)),
      ),
    );

  return {
    element: element('div', {}, scrollRegion(caption, table), more),
    show(next: readonly number[]): void {
      items = next;
      draw();
    },
  };
}
