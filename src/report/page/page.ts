import { openReport, type Report } from '../../tuning/open-report.ts';
import type { ReportData } from '../../tuning/report-data.ts';
import { formatSize } from '../format-size.ts';
import { verdictText } from '../verdict-text.ts';
import { budgetBar } from './budget-bar.ts';
import { budgetCurve } from './budget-curve.ts';
import { colourChoice } from './colour-choice.ts';
import { firstColouring } from './colours.ts';
import { element } from './element.ts';
import { keepFragment } from './fragment.ts';
import { pathView } from './path-view.ts';
import { searchBox } from './search-box.ts';
import { shownName } from './shown-name.ts';
import { createStore, type Store } from './store.ts';
import { strategies } from './strategies.ts';
import { tables } from './tables.ts';
import { treemap } from './treemap/treemap.ts';
import { updateView } from './update-view.ts';

/** Draws the whole page from the data in it. */
function start(): void {
  const data: ReportData = JSON.parse(document.getElementById('report-data')!.textContent!);
  const report = openReport(data);
  const store = createStore({
    budget: data.budget,
    colouring: firstColouring(report),
    search: '',
    path: undefined,
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
  keepFragment(report, store);
}

function headerOf({ data, narSize, older }: Report): HTMLElement {
  const facts = [
    `${data.names.length} store paths`,
    formatSize(narSize),
    `strategy ${data.strategy}, revision ${data.revision}`,
    ...(older.length > 0
      ? [`against ${older.map(({ title }) => shownName(title, 40)).join(', ')}`]
      : []),
  ];
  return element(
    'header',
    { class: 'page-head' },
    element('h1', {}, shownName(data.title)),
    element('p', {}, facts.join(' · ')),
    element('p', { class: 'kind' }, 'group-layers report'),
  );
}

function mainOf(report: Report, store: Store): HTMLElement {
  return element(
    'main',
    {},
    element(
      'section',
      { class: 'layers', 'aria-labelledby': 'layers-title' },
      element('p', { class: 'lead' }, verdictText(report.data.verdict)),
      element(
        'div',
        { class: 'controls' },
        element('h2', { id: 'layers-title' }, 'Layers and their contents'),
        colourChoice(report, store),
        searchBox(report, store),
      ),
      element('div', { class: 'side-by-side' }, treemap(report, store), pathView(report, store)),
    ),
    budgetCurve(report, store),
    strategies(report, store),
    ...(report.older.length > 0 ? [updateView(report, store)] : []),
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
      'Sizes are of NARs, not compressed. Expected pull: bytes that the model expects the next update to pull, Σ size × chance of change over layers. ' +
        'Real pull: bytes of the layers that a client with the older graph lacks. ' +
        'Floor: bytes of new and changed store paths, the least that any layering can pull.',
    ),
  );
}

start();
