import type { Report } from '../../tuning/open-report.ts';
import { formatSize } from '../format-size.ts';
import { stretched } from '../stretched-axis.ts';
import { marksOf } from './budget-bar.ts';
import { shape } from './element.ts';

const HEIGHT = 210;
const MARGIN = { top: 30, right: 18, bottom: 36, left: 72 };
const UNITS = [1, 1024, 1024 ** 2, 1024 ** 3, 1024 ** 4];

/** Bytes by budget. */
export interface Curve {
  readonly name: 'expected' | 'pulled' | 'floor';
  readonly title: string;
  readonly bytes: readonly number[];
}

/** The curves, `width` pixels wide, with the chosen budget marked. */
export function curvePicture(
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
        formatSize(bytes).replace(/\.0+ /, ' '),
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

/** The budget that is drawn nearest to a place, in pixels from the left of a picture of this width. */
export function nearestBudget(budgets: readonly number[], place: number, width: number): number {
  const along = (place - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
  const [first, last] = [stretched(budgets[0]!), stretched(budgets.at(-1)!)];
  const wanted = first + along * (last - first);
  return budgets.reduce((best, other) =>
    Math.abs(stretched(other) - wanted) < Math.abs(stretched(best) - wanted) ? other : best,
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
