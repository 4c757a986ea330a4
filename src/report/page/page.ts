import { titleOf } from '../../layers/hints/hints.ts';
import { openReport, type Report } from '../../tuning/open-report.ts';
import type { ReportData } from '../../tuning/report-data.ts';
import { formatSize } from '../format-size.ts';
import { budgetBar } from './budget-bar.ts';
import { budgetCurve } from './budget-curve.ts';
import { element } from './element.ts';
import { pathView } from './path-view.ts';
import { shownName } from './shown-name.ts';
import { createStore, type Store } from './store.ts';
import { strategies } from './strategies.ts';
import { tables } from './tables.ts';
import { treemap, treemapControls } from './treemap.ts';
import { updateView } from './update-view.ts';

/** Draws the whole page from the data in it. */
function start(): void {
  const data: ReportData = JSON.parse(document.getElementById('report-data')!.textContent!);
  const report = openReport(data);
  const largest = data.narSizes.reduce(
    (best, size, path) => (size > data.narSizes[best]! ? path : best),
    0,
  );
  const store = createStore({
    budget: data.budget,
    colouring: 'layer',
    search: '',
    path: data.names.length === 0 ? undefined : largest,
    zoom: undefined,
    older: 0,
  });
  document.title = `${shownName(data.title)} · group-layers report`;
  document.body.append(
    headerOf(report),
    budgetBar(report, store),
    mainOf(report, store),
    footerOf(),
  );
  store.started();
}

function headerOf({ data, narSize, older }: Report): HTMLElement {
  const facts = [
    `${data.names.length} store paths`,
    formatSize(narSize),
    `strategy ${data.strategy}, revision ${data.revision}`,
    ...data.hints.map((hint) => shownName(titleOf(hint), 40)),
    ...(older.length > 0
      ? [`against ${older.map(({ title }) => shownName(title, 40)).join(', ')}`]
      : []),
  ];
  return element(
    'header',
    { class: 'page-head' },
    element('p', { class: 'kind' }, 'group-layers report'),
    element('h1', {}, shownName(data.title)),
    element('p', {}, facts.join(' · ')),
  );
}

function mainOf(report: Report, store: Store): HTMLElement {
  return element(
    'main',
    {},
    budgetCurve(report, store),
    element(
      'section',
      { class: 'layers', 'aria-labelledby': 'layers-title' },
      element('h2', { id: 'layers-title' }, 'Layers and their contents'),
      treemapControls(report, store),
      element('div', { class: 'side-by-side' }, treemap(report, store), pathView(report, store)),
    ),
    ...(report.older.length > 0 ? [updateView(report, store)] : []),
    strategies(report, store),
    tables(report, store),
  );
}

function footerOf(): HTMLElement {
  return element(
    'footer',
    {},
    element(
      'p',
      {},
      'Sizes are of NARs, not compressed. Expected pull: bytes that the next update is expected to pull, Σ size × probability of change over layers. ' +
        'Floor: bytes of new and changed store paths, the least that any layering can pull. ' +
        'Knee: the budget beyond which one more layer saves less than the average layer does.',
    ),
  );
}

start();
