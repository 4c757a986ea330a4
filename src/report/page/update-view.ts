import { nameWithoutVersion } from '../../closure/name-parts.ts';
import type { Report } from '../../tuning/open-report.ts';
import { formatSize } from '../format-size.ts';
import { layerCounts } from '../layer-counts.ts';
import { updateRankText, updateSizeText } from '../update-size-text.ts';
import { button, element } from './element.ts';
import { largestNames } from './largest-names.ts';
import { type Head, plainRows } from './plain-rows.ts';
import { shownName } from './shown-name.ts';
import type { Store } from './store.ts';
import { pathButton } from './tables.ts';

const ROWS_SHOWN = 12;

const CAUSES: readonly Head[] = [
  { title: 'store path', kind: 'text' },
  { title: 'itself', kind: 'number' },
  { title: 'rebuilt', kind: 'number' },
  { title: 'carried along', kind: 'number' },
];

const LAYERS: readonly Head[] = [
  { title: 'layer', kind: 'text' },
  { title: 'size', kind: 'number' },
  { title: 'store paths', kind: 'number' },
  { title: 'contains', kind: 'list' },
];

/** What a client that has an older graph pulls, and because of which store paths. */
export function updateView(report: Report, store: Store): HTMLElement {
  const { older } = report;
  const select = element(
    'select',
    { id: 'older' },
    ...older.map(({ title }, at) => element('option', { value: at }, shownName(title))),
  );
  select.addEventListener('change', () => store.change({ older: Number(select.value) }));
  const content = element('div');
  store.watch(['budget', 'older'], ({ budget, older: which }) => {
    content.replaceChildren(...contentOf(report, store, budget, which));
  });
  return element(
    'section',
    { class: 'update', 'aria-labelledby': 'update-title' },
    element('h2', { id: 'update-title' }, 'What the update pulls'),
    element('p', { class: 'controls' }, element('label', { for: 'older' }, 'Update from'), select),
    content,
  );
}

function contentOf(report: Report, store: Store, budget: number, which: number): HTMLElement[] {
  const { layers, blame = [], size } = report.diffAt(budget, which);
  const paths = report.diffAt(budget, which).paths!;
  const times =
    paths.floor === 0 ? '' : `, ${(layers.pulled / paths.floor).toFixed(2)} × the floor`;
  const counts = layerCounts(layers);
  const bar = element(
    'div',
    { class: 'split', 'aria-hidden': 'true' },
    part('fate-changed', paths.floor, report.narSize),
    part('fate-carried', layers.pulled - paths.floor, report.narSize),
    part('fate-kept', report.narSize - layers.pulled, report.narSize),
  );
  const split = element(
    'ul',
    { class: 'legend' },
    ...(
      [
        ['fate-changed', `${formatSize(paths.floor)} new or changed, the floor`],
        ['fate-carried', `${formatSize(layers.pulled - paths.floor)} unchanged, carried along`],
        ['fate-kept', `${formatSize(report.narSize - layers.pulled)} kept`],
      ] as const
    ).map(([className, text]) =>
      element(
        'li',
        {},
        element('span', { class: `dab ${className}`, 'aria-hidden': 'true' }),
        text,
      ),
    ),
  );
  return [
    element(
      'p',
      { class: 'lead' },
      element('b', {}, `${formatSize(layers.pulled)} pulled`),
      `${times}. Layers: ${counts}.`,
    ),
    ...(size === undefined
      ? []
      : [
          element(
            'p',
            {},
            `Among updates it is ${updateSizeText(size, shownName(report.closure.names[size.cause]!))}. ${updateRankText(size)}`,
          ),
        ]),
    bar,
    split,
    element('h3', {}, 'Causes'),
    blame.length === 0
      ? element('p', {}, 'Nothing changed.')
      : plainRows(
          'What is pulled because of each changed store path',
          CAUSES,
          blame.map(({ path, own, rebuilt, carried }) => [
            pathButton(report, store, path),
            formatSize(own),
            formatSize(rebuilt),
            formatSize(carried),
          ]),
          ROWS_SHOWN,
        ),
    element('h3', {}, 'Pulled layers'),
    layers.pulled === 0
      ? element('p', {}, 'None.')
      : plainRows(
          'Layers that the client lacks',
          LAYERS,
          [
            ...layers.changed.map(({ layer }) => ['changed', layer] as const),
            ...layers.added.map(({ layer }) => ['new', layer] as const),
          ]
            .sort(([, a], [, b]) => b.narSize - a.narSize)
            .map(([what, layer]) => [
              what,
              formatSize(layer.narSize),
              String(layer.contents.length),
              largestNames(
                report,
                layer.contents.map((path) => report.indexOf.get(path)!),
              ),
            ]),
          ROWS_SHOWN,
        ),
    element('h3', {}, 'Changed store paths'),
    changesOf(report, which, paths),
  ];
}

function changesOf(
  { closure, older }: Report,
  which: number,
  { added, removed, updated, rebuilt }: NonNullable<ReturnType<Report['diffAt']>['paths']>,
): HTMLElement {
  const before = older[which]!.closure;
  const items: [mark: string, text: string][] = [
    ...updated.map(({ from, to }): [string, string] => {
      const bare = nameWithoutVersion(closure.names[to]!);
      const version = (name: string) => shownName(name.slice(bare.length + 1) || name, 30);
      return [
        'updated',
        `${shownName(bare)} ${version(before.names[from]!)} → ${version(closure.names[to]!)}`,
      ];
    }),
    ...added.map((path): [string, string] => ['added', shownName(closure.names[path]!)]),
    ...removed.map((path): [string, string] => ['removed', shownName(before.names[path]!)]),
    ...rebuilt.map(({ to }): [string, string] => ['rebuilt', shownName(closure.names[to]!)]),
  ];
  if (items.length === 0) {
    return element('p', {}, 'None.');
  }
  return shortList(
    items.map(([mark, text]) =>
      element('li', {}, element('span', { class: 'tag' }, mark), element('span', {}, text)),
    ),
  );
}

/** A list that shows its first items, and the others when asked to. */
function shortList(items: readonly HTMLElement[]): HTMLElement {
  const list = element('ul', { class: 'changes' }, ...items.slice(0, 2 * ROWS_SHOWN));
  const hidden = items.slice(2 * ROWS_SHOWN);
  if (hidden.length === 0) {
    return list;
  }
  const more = button(`and ${hidden.length} more`, { class: 'more' }, () => {
    list.append(...hidden);
    more.remove();
  });
  return element('div', {}, list, more);
}

function part(className: string, bytes: number, whole: number): HTMLElement {
  const made = element('span', { class: className });
  made.style.flexGrow = String(whole === 0 ? 0 : Math.max(0, bytes) / whole);
  return made;
}
