import type { Report } from '../../tuning/open-report.ts';
import { formatSize } from '../format-size.ts';
import { type Curve, curvePicture, nearestBudget } from './curve-picture.ts';
import { element, shape } from './element.ts';
import { plainRows } from './plain-rows.ts';
import { shownName } from './shown-name.ts';
import type { Store } from './store.ts';
import { watchWidth } from './watch-width.ts';

/** The costs of all budgets as curves; pressing on them chooses a budget. */
export function budgetCurve(report: Report, store: Store): HTMLElement {
  const { budgets } = report.data;
  const curves = curvesOf(report);
  const frame = element('div', { class: 'curve-frame' });
  const legend = element(
    'ul',
    { class: 'legend' },
    ...curves.map(({ name, title }) =>
      element(
        'li',
        {},
        shape(
          'svg',
          { width: 28, height: 10, 'aria-hidden': 'true' },
          shape('line', { class: `line ${name}`, x1: 1, x2: 27, y1: 5, y2: 5 }),
        ),
        title,
      ),
    ),
  );

  let width = 720;
  const draw = (): void => {
    const { budget } = store.get();
    frame.replaceChildren(curvePicture(report, curves, budget, width));
  };
  store.watch(['budget'], draw);
  watchWidth(frame, width, (next) => {
    width = next;
    draw();
  });

  const choose = (event: PointerEvent): void => {
    const { left } = frame.getBoundingClientRect();
    const budget = nearestBudget(budgets, event.clientX - left, width);
    store.change({ budget });
  };
  frame.addEventListener('pointerdown', choose);
  frame.addEventListener('pointermove', (event) => {
    if (event.buttons === 1) {
      choose(event);
    }
  });

  return element(
    'section',
    { class: 'curve', 'aria-labelledby': 'curve-title' },
    element('h2', { id: 'curve-title' }, 'What a budget costs'),
    legend,
    frame,
    numbersOf(report, curves),
  );
}

function curvesOf(report: Report): Curve[] {
  const { rows, older, data } = report;
  const curves: Curve[] = [
    {
      name: 'expected',
      title: 'expected pull of the next update, by the model',
      bytes: rows.map(({ expectedPull }) => expectedPull),
    },
  ];
  if (older.length > 0) {
    curves.push({
      name: 'pulled',
      title: `real pull of ${updatesOf(report)}`,
      bytes: rows.map(({ pulled }) => pulled!),
    });
    const floor = older.reduce(
      (sum, _, which) => sum + report.diffAt(data.budget, which).paths!.floor,
      0,
    );
    curves.push({
      name: 'floor',
      title: 'floor: new and changed store paths only',
      bytes: rows.map(() => floor),
    });
  }
  return curves;
}

function numbersOf({ data }: Report, curves: readonly Curve[]): HTMLElement {
  const heads = ['budget', ...curves.map(({ title }) => title)];
  return element(
    'details',
    {},
    element('summary', {}, 'The same in numbers'),
    plainRows(
      'Bytes by budget',
      heads.map((title) => ({ title, kind: 'number' })),
      data.budgets.map((budget, at) => [
        String(budget),
        ...curves.map(({ bytes }) => formatSize(bytes[at]!)),
      ]),
    ),
  );
}

function updatesOf({ older }: Report): string {
  return older.length === 1
    ? `the update from ${shownName(older[0]!.title, 40)}`
    : `the ${older.length} updates together`;
}
