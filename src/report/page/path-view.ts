import { largestPaths } from '../../layers/largest-paths.ts';
import type { Report } from '../../tuning/open-report.ts';
import { describeAlternatives, ranges } from '../explain-text.ts';
import { formatCount } from '../format-count.ts';
import { formatSize, percent } from '../format-size.ts';
import { printable } from '../printable.ts';
import { button, element } from './element.ts';
import { shownName } from './shown-name.ts';
import type { Store } from './store.ts';
import { pathButton } from './tables.ts';

const NAMES_SHOWN = 12;

/** One store path in detail: its added size, its referrers, and why it is in its layer. */
export function pathView(report: Report, store: Store): HTMLElement {
  const view = element('aside', { class: 'path-view', 'aria-labelledby': 'path-title' });
  const { narSizes } = report.closure;
  const [largest] = largestPaths(Uint32Array.from(narSizes.keys()), narSizes, 1);
  store.watch(['budget', 'path', 'zoom', 'older'], ({ path, zoom, budget, older }) => {
    // a small screen shows it only where a path was chosen
    view.classList.toggle('chosen', path !== undefined);
    const inLayer =
      zoom === undefined ? largest : report.groupingAt(budget).layers[zoom]!.mainPaths[0];
    const shown = path ?? inLayer;
    if (shown !== undefined) {
      const close = button('close', { class: 'close' }, () => store.change({ path: undefined }));
      view.replaceChildren(close, ...contentOf(report, store, shown, budget, older));
    }
  });
  return view;
}

function contentOf(
  report: Report,
  store: Store,
  path: number,
  budget: number,
  older: number,
): HTMLElement[] {
  const { closure, data } = report;
  const facts = report.factsOf(path);
  const layer = report.layerOf(budget)[path]!;
  const { layers } = report.groupingAt(budget);
  const { members, narSize, changeProbability } = layers[layer]!;
  const alternatives = report.alternativesOf(budget, path);
  const companions = [...members].filter((member) => member !== path);
  const alone = report.aloneAt(path);
  const list = (paths: readonly number[]) => namesOf(report, store, paths);

  const chain = element(
    'ol',
    { class: 'chain' },
    element('li', {}, 'image root'),
    ...facts.dominators.map((above) => element('li', {}, pathButton(report, store, above))),
    element('li', {}, element('b', {}, shownName(closure.names[path]!))),
  );
  const isRoot = closure.roots.includes(path);
  const itself = percent(report.chanceOf(path), 1);
  const chances =
    companions.length === 0
      ? `in ${itself} of updates`
      : `in ${itself} of updates by itself, its layer in ${percent(changeProbability, 1)}`;
  const rows: [string, Node | string][] = [
    [
      'size',
      `${formatSize(closure.narSizes[path]!)}, with its closure ${formatSize(facts.closureSize)}`,
    ],
    ['added size', `${formatSize(facts.addedSize)}, which the image would lose without it`],
    ['layer', `${layer + 1} of ${layers.length}, ${formatSize(narSize)}`],
    ['changes', chances],
    [
      'why there',
      `By the model, ${describeAlternatives({ layer: layers[layer]!, alternatives })}.`,
    ],
    ['together with', list(companions)],
    ['alone at', alone.length === 0 ? 'no budget shown here' : `budgets ${ranges(alone)}`],
    ...(report.older.length === 0
      ? []
      : [['update', fateOf(report, path, budget, older)] satisfies [string, string]]),
    ['dominated by', chain],
    [
      'referrers',
      isRoot && facts.referrers.length === 0
        ? 'none: it is a root of the image'
        : list(facts.referrers),
    ],
    ['references', list(facts.references)],
    ['popularity', popularityOf(data.popularity, path)],
  ];
  return [
    element('h3', { id: 'path-title' }, shownName(closure.names[path]!, 80)),
    element('p', { class: 'store-path' }, printable(closure.storePaths[path]!)),
    element(
      'dl',
      {},
      ...rows.flatMap(([title, text]) => [element('dt', {}, title), element('dd', {}, text)]),
    ),
  ];
}

function fateOf(report: Report, path: number, budget: number, older: number): string {
  switch (report.fatesAt(budget, older)[path]) {
    case 'kept':
      return 'not pulled: the client has its layer';
    case 'carried':
      return 'pulled although the client has it, because its layer changed';
    default:
      return 'pulled: the client does not have it';
  }
}

function popularityOf(
  { counts, images, origin, keys }: Report['data']['popularity'],
  path: number,
): string {
  if (origin === 'graph') {
    return `${counts[path]}, from its referrers in the graph`;
  }
  const key = keys?.[path] ?? null;
  const counted = `${formatCount(counts[path]!)} of ${images} images`;
  return key === null
    ? `${counted}, because it is not in the data`
    : `${counted}, by ${printable(JSON.stringify(key))} in the data`;
}

function namesOf(report: Report, store: Store, paths: readonly number[]): Node | string {
  if (paths.length === 0) {
    return 'none';
  }
  const item = (path: number) => element('li', {}, pathButton(report, store, path));
  const list = element('ul', { class: 'names' }, ...paths.slice(0, NAMES_SHOWN).map(item));
  const hidden = paths.slice(NAMES_SHOWN);
  if (hidden.length > 0) {
    const more = button(`and ${hidden.length} more`, { class: 'link' }, () => {
      more.closest('li')!.replaceWith(...hidden.map(item));
    });
    list.append(element('li', {}, more));
  }
  return list;
}
