import { plot } from 'simple-ascii-chart';
import { BUDGET_PRESETS } from '../layers/budget-presets.ts';
import { pullOf, type SweepRow } from '../tuning/sweep.ts';
import type { Verdict } from '../tuning/verdict.ts';
import type { Colors } from './colors.ts';
import { formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';
import { stretched } from './stretched-axis.ts';
import { verdictText } from './verdict-text.ts';
import { WORDS } from './words.ts';
import { wrap } from './wrap.ts';

export interface SweepTextOptions {
  /** Characters in a line. */
  readonly width: number;
  /** Whether all rows are shown or only the most useful ones. */
  readonly rows: 'all' | 'some';
  readonly colors: Colors;
  /** Bytes that one more layer is worth. */
  readonly layerOverhead?: number;
  /** Layers of every budget that are the base's or reserved. */
  readonly taken?: number;
}

/** The budgets shown of a long sweep. */
const LANDMARKS = new Set([1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 80, 112]);
const SHORT_SWEEP = 20;

const CHART_HEIGHT = 12;
/** Columns besides the curve: the sizes on its left, the axis and its arrow. */
const CHART_MARGIN = 14;
const LEAST_CHART_WIDTH = 20;
const LEAST_TEXT_WIDTH = 40;
/** Columns of a tick's label, with a gap. */
const TICK_WIDTH = 5;

/** A sweep for people: its verdict, the curve of what an update pulls, then a table of budgets. */
export function sweepText(
  rows: readonly SweepRow[],
  verdict: Verdict,
  options: SweepTextOptions,
): string {
  const enough = verdict.enough.budget;
  const parts = [wrap(verdictText(verdict), Math.max(LEAST_TEXT_WIDTH, options.width)).join('\n')];
  if (rows.length > 2 && rows.some((row) => pullOf(row) > 0)) {
    parts.push(curve(rows, enough, options));
  }
  parts.push(table(rows, enough, options), legend(rows[0], options).join('\n'));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function legend(
  first: SweepRow | undefined,
  { rows, layerOverhead = 0, taken = 0 }: SweepTextOptions,
): string[] {
  const { update, shared } = first ?? {};
  return [
    'expected: what an update pulls by the model, the mean over updates',
    ...(layerOverhead > 0
      ? [
          `layers: only those that save ${formatSize(layerOverhead)} an update or more (--layer-overhead)`,
        ]
      : []),
    ...(taken > 0 ? [`budget: ${taken} of each are the base's or reserved`] : []),
    ...(rows === 'all'
      ? ['cost: what expected-pull minimises: expected + releases + not shared with other images']
      : []),
    ...(update
      ? [
          'pulled: what the one update from the older graph pulls',
          `floor: ${formatSize(update.floor)}, ${WORDS.floor}`,
          `excess: ${WORDS.excess}`,
        ]
      : []),
    ...(shared
      ? [`in common: ${formatSize(shared.paths)}, the store paths that other images contain too`]
      : []),
  ];
}

function curve(
  rows: readonly SweepRow[],
  enough: number,
  { width, colors }: SweepTextOptions,
): string {
  const points = rows.map((row): [number, number] => [stretched(row.budget), pullOf(row)]);
  const enoughRow = rows.find(({ budget }) => budget === enough);
  const labelled = ticks(rows, enough, Math.max(LEAST_CHART_WIDTH, width - CHART_MARGIN));
  const budgetAt = new Map(labelled.map((budget) => [stretched(budget), budget]));
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
    customXAxisTicks: labelled.map(stretched),
    symbols: { point: '◆' },
    ...(enoughRow && {
      points: [
        {
          x: stretched(enoughRow.budget),
          y: pullOf(enoughRow),
          ...(colors.isColorSupported && { color: 'ansiGreen' as const }),
        },
      ],
    }),
    formatter: (value, { axis }) =>
      axis === 'y'
        ? formatSize(Math.round(value)).padStart(labelWidth)
        : (budgetAt.get(value) ?? value),
  });
  const title = rows[0]!.update ? 'pulled by the update' : 'expected pull of the next update';
  const lines = chart.split('\n').map((line) => line.trimEnd());
  const mark = enoughRow === undefined ? '' : ` (${colors.green('◆')} is enough)`;
  return `${title}, by budget${mark}\n${lines.filter((line) => line !== '').join('\n')}`;
}

/** The budgets labelled below the curve: its ends, the one that is enough, and others that fit. */
function ticks(rows: readonly SweepRow[], enough: number, width: number): number[] {
  const first = rows[0]!.budget;
  const last = rows.at(-1)!.budget;
  const wanted = [first, last, enough, ...BUDGET_PRESETS.keys(), ...LANDMARKS];
  const gap = (TICK_WIDTH * (stretched(last) - stretched(first))) / width;
  const chosen: number[] = [];
  for (const budget of wanted) {
    const isInside = budget >= first && budget <= last;
    if (
      isInside &&
      chosen.every((other) => Math.abs(stretched(other) - stretched(budget)) >= gap)
    ) {
      chosen.push(budget);
    }
  }
  return chosen.sort((a, b) => a - b);
}

function table(
  rows: readonly SweepRow[],
  enough: number,
  { rows: wanted, colors }: SweepTextOptions,
): string {
  const shown = rows.filter(
    ({ budget }, index) =>
      wanted === 'all' ||
      rows.length <= SHORT_SWEEP ||
      budget === enough ||
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
  if (wanted === 'all') {
    for (const title of ['releases', 'not shared', 'cost']) {
      columns.push({ title, align: 'right' });
    }
  }
  if (rows.some(({ update }) => update)) {
    columns.push({ title: 'pulled', align: 'right' }, { title: 'excess', align: 'right' });
  }
  if (rows.some(({ shared }) => shared)) {
    columns.push({ title: 'shared', align: 'right' });
  }
  columns.push({ title: '', align: 'left' });

  const cells = shown.map(
    ({ budget, layers, largestShare, expectedPull, cost, update, shared }) => [
      String(budget),
      String(layers),
      percent(largestShare, 1),
      formatSize(expectedPull),
      ...(wanted === 'all' ? [cost.releases, cost.sharing, cost.total].map(formatSize) : []),
      ...(update ? [formatSize(update.pulled), percent(update.excess, 1)] : []),
      ...(shared ? [formatSize(shared.layers)] : []),
      [budget === enough ? colors.green('◀ enough') : '', BUDGET_PRESETS.get(budget) ?? '']
        .filter((mark) => mark !== '')
        .join(' '),
    ],
  );
  const hidden = rows.length - shown.length;
  const rest = hidden === 0 ? '' : colors.dim(`\nand ${hidden} more budgets (--verbose shows all)`);
  return plainTable(columns, cells, colors) + rest;
}
