import { BUDGET_PRESETS } from '../../layers/budget-presets.ts';
import type { Report } from '../../tuning/open-report.ts';
import { formatSize, percent } from '../format-size.ts';
import { percentOf } from '../verdict-text.ts';
import { button, element } from './element.ts';
import type { Store } from './store.ts';

/** The bar in which the budget is chosen, with its figures; it stays visible. */
export function budgetBar(report: Report, store: Store): HTMLElement {
  const { budgets } = report.data;
  const slider = element('input', {
    type: 'range',
    id: 'budget',
    min: 0,
    max: budgets.length - 1,
    step: 1,
  });
  slider.addEventListener('input', () => store.change({ budget: budgets[slider.valueAsNumber]! }));
  const number = element('output', { class: 'budget-number', for: 'budget' });
  const marks = marksOf(report).map(({ budget, label, meaning }) => {
    const id = `preset-${label}`;
    const choose = () => store.change({ budget });
    const mark = button(`${label} ${budget}`, { class: 'preset', 'aria-describedby': id }, choose);
    const tip = element('span', { class: 'tooltip', role: 'tooltip', id }, meaning);
    return { budget, mark, held: element('span', { class: 'tipped' }, mark, tip) };
  });
  const figures = element('dl', { class: 'figures', 'aria-live': 'polite' });

  store.watch(['budget', 'older'], ({ budget }) => {
    slider.valueAsNumber = budgets.indexOf(budget);
    slider.setAttribute('aria-valuetext', `${budget} layers`);
    number.textContent = String(budget);
    for (const { budget: marked, mark } of marks) {
      mark.setAttribute('aria-pressed', String(marked === budget));
    }
    figures.replaceChildren(...figuresAt(report, budget));
  });

  return element(
    'section',
    { class: 'budget-bar', 'aria-label': 'Budget' },
    element(
      'div',
      { class: 'budget-choice' },
      element('label', { for: 'budget' }, 'Budget'),
      number,
      slider,
      element('div', { class: 'presets' }, ...marks.map(({ held }) => held)),
    ),
    figures,
  );
}

const MEANINGS: Record<string, string> = {
  apko: 'the default of apko',
  chunkah: 'the default of chunkah',
  Nixery: 'the default of Nixery',
  nixpkgs: "the default of nixpkgs' dockerTools",
  limit: 'the most layers that every runtime accepts',
};

/** The budgets with a button: the one that is enough, and the presets that the page has. */
export function marksOf({ data }: Report): { budget: number; label: string; meaning: string }[] {
  const { enough, target } = data.verdict;
  const presets = [...BUDGET_PRESETS].map(([budget, label]) => ({
    ...{ budget, label, meaning: MEANINGS[label] ?? label },
  }));
  const marks = [
    {
      ...{ budget: enough.budget, label: 'enough' },
      meaning: `the smallest budget whose expected pull is within ${percentOf(target)} of the best`,
    },
    ...presets,
  ];
  return marks.filter(({ budget }) => data.budgets.includes(budget));
}

function figuresAt(report: Report, budget: number): HTMLElement[] {
  const { layers, expectedPull, largestShare, narSize } = report.summaryAt(budget);
  const { pulled } = report.rowAt(budget);
  const shown: [title: string, figure: string, note: string, name: string][] = [
    ['Layers', String(layers), `of ${budget} allowed`, 'layers'],
    [
      'Expected pull',
      formatSize(expectedPull),
      `of the next update, by the model: ${percent(expectedPull, narSize)}`,
      'expected-pull',
    ],
  ];
  if (pulled !== undefined) {
    const floor = report.older.reduce(
      (sum, _, which) => sum + report.diffAt(budget, which).paths!.floor,
      0,
    );
    const updates =
      report.older.length === 1 ? 'of this update' : `of ${report.older.length} updates`;
    const note = `${updates}; floor ${formatSize(floor)}`;
    shown.push(['Real pull', formatSize(pulled), note, 'pulled']);
  }
  shown.push(['Largest layer', percent(largestShare, 1) || '0 %', 'of the image', 'largest']);
  return shown.map(([title, figure, note, name]) =>
    element(
      'div',
      {},
      element('dt', {}, title),
      element(
        'dd',
        { 'data-figure': name },
        element('b', {}, figure),
        ' ',
        element('small', {}, note),
      ),
    ),
  );
}
