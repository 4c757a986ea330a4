import { plot } from 'simple-ascii-chart';
import { kneeOf, pullOf, type SweepRow } from '../tuning/sweep.ts';
import { BUDGET_PRESETS } from './budget-presets.ts';
import type { Colors } from './colors.ts';
import { formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';

export interface SweepTextOptions {
  /** Characters in a line. */
  readonly width: number;
  /** Whether all rows are shown or only the most useful ones. */
  readonly rows: 'all' | 'some';
  readonly colors: Colors;
}

/** The budgets shown of a long sweep. */
const LANDMARKS = new Set([1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 80, 112]);
const SHORT_SWEEP = 20;

const CHART_HEIGHT = 12;
/** Columns besides the curve: the sizes on its left, the axis and its arrow. */
const CHART_MARGIN = 14;
const LEAST_CHART_WIDTH = 20;
/** Columns of a tick's label, with a gap. */
const TICK_WIDTH = 5;

/** A sweep for people: the curve of what an update pulls, then a table of budgets. */
export function sweepText(rows: readonly SweepRow[], options: SweepTextOptions): string {
  const knee = kneeOf(rows);
  const parts = [];
  if (rows.length > 2 && rows.some((row) => pullOf(row) > 0)) {
    parts.push(curve(rows, knee, options));
  }
  parts.push(table(rows, knee, options), legend(rows[0], knee).join('\n'));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function legend(first: SweepRow | undefined, knee: number | undefined): string[] {
  const { update, shared } = first ?? {};
  return [
    ...(knee === undefined
      ? []
      : [
          `knee: up to ${knee}, each layer gains more than the average of this sweep; beyond it, less`,
        ]),
    ...(update ? [`floor: ${formatSize(update.floor)}, the least that any budget can pull`] : []),
    ...(shared
      ? [`in common: ${formatSize(shared.paths)}, the store paths that other images contain too`]
      : []),
  ];
}

function curve(
  rows: readonly SweepRow[],
  knee: number | undefined,
  { width, colors }: SweepTextOptions,
): string {
  const points = rows.map((row): [number, number] => [row.budget, pullOf(row)]);
  const kneeRow = rows.find(({ budget }) => budget === knee);
  const highest = Math.max(...points.map(([, pull]) => pull));
  const sizes = [0, highest / 2, highest];
  // the chart cuts labels that are longer than the highest one's
  const labelWidth = Math.max(...sizes.map((size) => formatSize(Math.round(size)).length));
  const chartWidth = Math.max(LEAST_CHART_WIDTH, width - CHART_MARGIN);
  const chart = plot(points, {
    width: chartWidth,
    height: CHART_HEIGHT,
    yRange: [0, highest],
    customYAxisTicks: sizes,
    customXAxisTicks: ticks(rows, knee, chartWidth),
    symbols: { point: '◆' },
    ...(kneeRow && {
      points: [
        {
          x: kneeRow.budget,
          y: pullOf(kneeRow),
          ...(colors.isColorSupported && { color: 'ansiGreen' as const }),
        },
      ],
    }),
    formatter: (value, { axis }) =>
      axis === 'y' ? formatSize(Math.round(value)).padStart(labelWidth) : value,
  });
  const title = rows[0]!.update ? 'pulled by the update' : 'expected pull of the next update';
  const lines = chart.split('\n').map((line) => line.trimEnd());
  const mark = knee === undefined ? '' : ` (${colors.green('◆')} the knee)`;
  return `${title}, by budget${mark}\n${lines.filter((line) => line !== '').join('\n')}`;
}

/** The budgets labelled below the curve: its ends, the knee, and the presets that fit. */
function ticks(rows: readonly SweepRow[], knee: number | undefined, width: number): number[] {
  const first = rows[0]!.budget;
  const last = rows.at(-1)!.budget;
  const wanted = [first, last, ...(knee === undefined ? [] : [knee]), ...BUDGET_PRESETS.keys()];
  const gap = (TICK_WIDTH * (last - first)) / width;
  const chosen: number[] = [];
  for (const budget of wanted) {
    const isInside = budget >= first && budget <= last;
    if (isInside && chosen.every((other) => Math.abs(other - budget) >= gap)) {
      chosen.push(budget);
    }
  }
  return chosen.sort((a, b) => a - b);
}

function table(
  rows: readonly SweepRow[],
  knee: number | undefined,
  { rows: wanted, colors }: SweepTextOptions,
): string {
  const shown = rows.filter(
    ({ budget }, index) =>
      wanted === 'all' ||
      rows.length <= SHORT_SWEEP ||
      budget === knee ||
      index === rows.length - 1 ||
      BUDGET_PRESETS.has(budget) ||
      LANDMARKS.has(budget),
  );
  const columns: Column[] = [
    { title: 'budget', align: 'right' },
    { title: 'layers', align: 'right' },
    { title: 'largest', align: 'right' },
    { title: 'expected', align: 'right' },
  ];
  if (rows.some(({ update }) => update)) {
    columns.push({ title: 'pulled', align: 'right' }, { title: 'excess', align: 'right' });
  }
  if (rows.some(({ shared }) => shared)) {
    columns.push({ title: 'shared', align: 'right' });
  }
  columns.push({ title: '', align: 'left' });

  const cells = shown.map(({ budget, layers, largestShare, expectedPull, update, shared }) => [
    String(budget),
    String(layers),
    percent(largestShare, 1),
    formatSize(expectedPull),
    ...(update ? [formatSize(update.pulled), percent(update.excess, 1)] : []),
    ...(shared ? [formatSize(shared.layers)] : []),
    [budget === knee ? colors.green('◀ knee') : '', BUDGET_PRESETS.get(budget) ?? '']
      .filter((mark) => mark !== '')
      .join(' '),
  ]);
  const hidden = rows.length - shown.length;
  const rest = hidden === 0 ? '' : colors.dim(`\nand ${hidden} more budgets (--verbose shows all)`);
  return plainTable(columns, cells, colors) + rest;
}
