import type { PathFate, Report } from '../../tuning/open-report.ts';
import { formatCount } from '../format-count.ts';
import { formatSize, percent } from '../format-size.ts';
import { button, element } from './element.ts';
import { goToLayer, showPath } from './go.ts';
import { largestNames } from './largest-names.ts';
import { matcherOf } from './matcher.ts';
import { shownName } from './shown-name.ts';
import { type Column, sortableTable } from './sortable-table.ts';
import type { Store } from './store.ts';

const FATES: Record<PathFate, string> = {
  kept: 'kept',
  changed: 'pulled',
  carried: 'carried along',
};

/** The content of the treemap as two tables, of store paths and of layers. */
export function tables(report: Report, store: Store): HTMLElement {
  const paths = pathTable(report, store);
  const layers = layerTable(report, store);
  const tabs = [
    { title: 'Store paths', view: paths },
    { title: 'Layers', view: layers },
  ].map(({ title, view }, at) => {
    const press = button(title, {}, () => open(at));
    return { press, view };
  });
  const open = (chosen: number): void => {
    tabs.forEach(({ press, view }, at) => {
      press.setAttribute('aria-pressed', String(at === chosen));
      view.hidden = at !== chosen;
    });
  };
  open(0);
  return element(
    'section',
    { class: 'tables', 'aria-labelledby': 'tables-title' },
    element('h2', { id: 'tables-title' }, 'In a table'),
    element(
      'div',
      { class: 'switch', role: 'group', 'aria-label': 'What the table shows' },
      ...tabs.map(({ press }) => press),
    ),
    paths,
    layers,
  );
}

function pathTable(report: Report, store: Store): HTMLElement {
  const { closure, data, referrerCounts } = report;
  const layerAt = (path: number) => report.layerOf(store.get().budget)[path]!;
  const chance = (path: number) =>
    report.groupingAt(store.get().budget).layers[layerAt(path)]!.changeProbability;
  const fate = (path: number) => {
    const { budget, older } = store.get();
    return FATES[report.fatesAt(budget, older)[path]!];
  };
  const columns: Column[] = [
    {
      title: 'store path',
      kind: 'text',
      cell: (path) => pathButton(report, store, path),
      key: (path) => closure.names[path]!,
    },
    {
      title: 'size',
      kind: 'number',
      cell: (path) => formatSize(closure.narSizes[path]!),
      key: (path) => closure.narSizes[path]!,
    },
    {
      title: 'layer',
      kind: 'number',
      cell: (path) => String(layerAt(path) + 1),
      key: layerAt,
    },
    {
      title: 'layer changes',
      kind: 'number',
      cell: (path) => percent(chance(path), 1),
      key: chance,
    },
    {
      title: 'popularity',
      kind: 'number',
      cell: (path) => formatCount(data.popularity.counts[path]!),
      key: (path) => data.popularity.counts[path]!,
    },
    {
      title: 'referrers',
      kind: 'number',
      cell: (path) => String(referrerCounts[path]),
      key: (path) => referrerCounts[path]!,
    },
    ...(report.older.length === 0
      ? []
      : [{ title: 'update', kind: 'text', cell: fate, key: fate } satisfies Column]),
  ];
  const table = sortableTable('Store paths at this budget', columns, 1);
  store.watch(['budget', 'search', 'zoom', 'older'], (state) => {
    const matches = matcherOf(report, state);
    const layerOf = report.layerOf(state.budget);
    table.show(
      [...closure.names.keys()].filter(
        (path) => matches(path) && (state.zoom === undefined || layerOf[path] === state.zoom),
      ),
    );
  });
  return table.element;
}

function layerTable(report: Report, store: Store): HTMLElement {
  const { closure, narSize } = report;
  const layerAt = (layer: number) => report.groupingAt(store.get().budget).layers[layer]!;
  const columns: Column[] = [
    {
      title: 'layer',
      kind: 'text',
      cell: (layer) =>
        button(String(layer + 1), { class: 'link' }, () => {
          goToLayer(report, store, layer);
          document.getElementById('layers-title')?.scrollIntoView();
        }),
      key: (layer) => layer,
    },
    {
      title: 'size',
      kind: 'number',
      cell: (layer) => formatSize(layerAt(layer).narSize),
      key: (layer) => layerAt(layer).narSize,
    },
    {
      title: 'part',
      kind: 'number',
      cell: (layer) => percent(layerAt(layer).narSize, narSize),
      key: (layer) => layerAt(layer).narSize,
    },
    {
      title: 'store paths',
      kind: 'number',
      cell: (layer) => String(layerAt(layer).members.length),
      key: (layer) => layerAt(layer).members.length,
    },
    {
      title: 'changes',
      kind: 'number',
      cell: (layer) => percent(layerAt(layer).changeProbability, 1),
      key: (layer) => layerAt(layer).changeProbability,
    },
    {
      title: 'popularity',
      kind: 'number',
      cell: (layer) => formatCount(layerAt(layer).popularity),
      key: (layer) => layerAt(layer).popularity,
    },
    {
      title: 'contains',
      kind: 'list',
      cell: (layer) => largestNames(report, layerAt(layer).members),
      key: (layer) => closure.names[layerAt(layer).members[0]!]!,
    },
  ];
  const table = sortableTable('Layers at this budget; layer 1 is the bottom one', columns, 1);
  store.watch(['budget', 'search'], (state) => {
    const matches = matcherOf(report, state);
    const { layers } = report.groupingAt(state.budget);
    table.show([...layers.keys()].filter((layer) => layers[layer]!.members.some(matches)));
  });
  return table.element;
}

/** A button with the name of a store path; pressing it shows the path in detail. */
export function pathButton(report: Report, store: Store, path: number): HTMLButtonElement {
  return button(shownName(report.closure.names[path]!), { class: 'link path' }, () =>
    showPath(report, store, path),
  );
}
