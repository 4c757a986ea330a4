import type { Report } from '../../tuning/open-report.ts';
import { formatSize } from '../format-size.ts';
import { stretched } from '../stretched-axis.ts';
import { verdictText } from '../verdict-text.ts';
import { marksOf } from './budget-bar.ts';
import { element, shape } from './element.ts';
import { scrollRegion } from './scroll-region.ts';
import type { Store } from './store.ts';
import { watchWidth } from './watch-width.ts';

const HEIGHT = 210;
const MARGIN = { top: 30, right: 18, bottom: 36, left: 72 };
const UNITS = [1, 1024, 1024 ** 2, 1024 ** 3, 1024 ** 4];

interface Curve {
  readonly name: 'expected' | 'pulled' | 'floor';
  readonly title: string;
  readonly bytes: readonly number[];
}

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
    frame.replaceChildren(picture(report, curves, budget, width));
  };
  store.watch(['budget'], draw);
  watchWidth(frame, width, (next) => {
    width = next;
    draw();
  });

  const choose = (event: PointerEvent): void => {
    const { left } = frame.getBoundingClientRect();
    const along = (event.clientX - left - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
    const [first, last] = [stretched(budgets[0]!), stretched(budgets.at(-1)!)];
    const wanted = first + along * (last - first);
    const budget = budgets.reduce((best, other) =>
      Math.abs(stretched(other) - wanted) < Math.abs(stretched(best) - wanted) ? other : best,
    );
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
    element('p', { class: 'lead' }, verdictText(report.data.verdict)),
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
      title: 'expected pull of the next update',
      bytes: rows.map(({ expectedPull }) => expectedPull),
    },
  ];
  if (older.length > 0) {
    const updates = older.length === 1 ? 'the update' : `the ${older.length} updates together`;
    curves.push({
      name: 'pulled',
      title: `pulled by ${updates}`,
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

function picture(
  report: Report,
  curves: readonly Curve[],
  budget: number,
  width: number,
): SVGSVGElement {
  const { budgets } = report.data;
  const first = budgets[0]!;
  const last = budgets.at(-1)!;
  const bottom = HEIGHT - MARGIN.bottom;
  const most = Math.max(1, ...curves.flatMap(({ bytes }) => bytes));
  const ticks = ticksUpTo(most);
  const top = ticks.at(-1)!;
  const x = (at: number): number =>
    MARGIN.left +
    ((stretched(at) - stretched(first)) / Math.max(1, stretched(last) - stretched(first))) *
      (width - MARGIN.left - MARGIN.right);
  const y = (bytes: number): number => bottom - (bytes / top) * (bottom - MARGIN.top);

  const grid = ticks.map((bytes) =>
    shape(
      'g',
      { class: 'tick' },
      shape('line', { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(bytes), y2: y(bytes) }),
      shape(
        'text',
        { x: MARGIN.left - 8, y: y(bytes) + 4, 'text-anchor': 'end' },
        formatSize(bytes),
      ),
    ),
  );
  // the budget that is enough is labelled first, then the others that fit
  const named: { from: number; to: number }[] = [];
  const marks = marksOf(report).map(({ budget: at, label }) => {
    const text = label === 'enough' ? `enough ${at}` : label;
    const half = text.length * 3.3;
    const centre = Math.min(Math.max(x(at), MARGIN.left + half), width - half - 2);
    const room = { from: centre - half - 4, to: centre + half + 4 };
    const fits = named.every(({ from, to }) => room.to < from || room.from > to);
    if (fits) {
      named.push(room);
    }
    return shape(
      'g',
      { class: label === 'enough' ? 'mark enough' : 'mark' },
      shape('line', { x1: x(at), x2: x(at), y1: MARGIN.top - 6, y2: bottom }),
      ...(fits
        ? [shape('text', { x: centre, y: MARGIN.top - 12, 'text-anchor': 'middle' }, text)]
        : []),
    );
  });
  const lines = curves.map(({ name, bytes }) =>
    shape('polyline', {
      class: `line ${name}`,
      points: bytes
        .map((value, at) => `${x(budgets[at]!).toFixed(1)},${y(value).toFixed(1)}`)
        .join(' '),
    }),
  );
  const at = budgets.indexOf(budget);
  const dots = curves
    .filter(({ name }) => name !== 'floor')
    .map(({ name, bytes }) =>
      shape('circle', { class: `dot ${name}`, cx: x(budget), cy: y(bytes[at]!), r: 5 }),
    );
  const numbers = [first, ...axisBudgets(first, last), last].map((value) =>
    shape(
      'text',
      { class: 'axis', x: x(value), y: bottom + 16, 'text-anchor': 'middle' },
      String(value),
    ),
  );
  const description = curves.map(({ title, bytes }) => `${title}: ${formatSize(bytes[at]!)}`);
  return shape(
    'svg',
    {
      class: 'curve-picture',
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: 'img',
      'aria-label': `Bytes by budget. At a budget of ${budget}: ${description.join('; ')}.`,
    },
    ...grid,
    ...marks,
    shape('line', { class: 'now', x1: x(budget), x2: x(budget), y1: MARGIN.top - 6, y2: bottom }),
    ...lines,
    ...dots,
    ...numbers,
    shape(
      'text',
      {
        class: 'axis-title',
        x: (MARGIN.left + width - MARGIN.right) / 2,
        y: HEIGHT - 4,
        'text-anchor': 'middle',
      },
      'budget: most layers',
    ),
  );
}

/** Round numbers of bytes, from 0 to at least `most`. */
function ticksUpTo(most: number): number[] {
  const unit = UNITS.findLast((bytes) => bytes <= most) ?? 1;
  const rough = most / unit / 4;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 250, 500].find((size) => size >= rough) ?? 500;
  const count = Math.ceil(most / unit / step);
  return Array.from({ length: count + 1 }, (_, tick) => tick * step * unit);
}

function axisBudgets(first: number, last: number): number[] {
  return [8, 16, 24, 32, 64, 94].filter((at) => at > first + 5 && at < last - 8);
}

function numbersOf({ data }: Report, curves: readonly Curve[]): HTMLElement {
  return element(
    'details',
    {},
    element('summary', {}, 'The same in numbers'),
    scrollRegion(
      'Bytes by budget',
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col', class: 'number' }, 'budget'),
            ...curves.map(({ title }) => element('th', { scope: 'col', class: 'number' }, title)),
          ),
        ),
        element(
          'tbody',
          {},
          ...data.budgets.map((budget, at) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row', class: 'number' }, String(budget)),
              ...curves.map(({ bytes }) =>
                element('td', { class: 'number' }, formatSize(bytes[at]!)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
