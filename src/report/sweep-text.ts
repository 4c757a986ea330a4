import { plot } from 'simple-ascii-chart';
import type { SweepRow } from '../tuning/sweep.ts';
import type { Colors } from './colors.ts';
import { formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';
import { kneeOf, pullOf } from './sweep-json.ts';

export interface SweepTextOptions {
  /** Characters in a line. */
  readonly width: number;
  /** Whether every row is shown, or those that stand for the rest. */
  readonly rows: 'all' | 'some';
  readonly colors: Colors;
}

/** Budgets that people know: the defaults of other tools, and the most that every runtime takes. */
const PRESETS = new Map([
  [10, 'apko'],
  [64, 'chunkah'],
  [94, 'Nixery'],
  [100, 'nixpkgs'],
  [127, 'limit'],
]);

/** Shown without asking, so that a long sweep stays short to read. */
const LANDMARKS = new Set([1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 80, 112]);
const SHORT_SWEEP = 20;

const CHART_HEIGHT = 12;
const CHART_MARGIN = 14;

/** A sweep for people: the curve of what an update pulls, then what each budget gives. */
export function sweepText(rows: readonly SweepRow[], options: SweepTextOptions): string {
  const knee = kneeOf(rows);
  const parts = [];
  if (rows.length > 2) {
    parts.push(curve(rows, knee, options.width));
  }
  parts.push(table(rows, knee, options));
  if (knee !== undefined) {
    parts.push(
      `knee: up to ${knee} layers one more gains more than the average layer does, from there on less`,
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function curve(rows: readonly SweepRow[], knee: number | undefined, width: number): string {
  const points = rows.map((row): [number, number] => [row.budget, pullOf(row)]);
  const ticks = new Set([rows[0]!.budget, rows.at(-1)!.budget, ...(knee ? [knee] : [])]);
  const chart = plot(points, {
    width: width - CHART_MARGIN,
    height: CHART_HEIGHT,
    ...(knee !== undefined && { thresholds: [{ x: knee }] }),
    formatter: (value, { axis }) =>
      axis === 'y' ? formatSize(Math.round(value)) : ticks.has(value) ? String(value) : '',
  });
  const title = rows[0]!.update ? 'pulled by the update' : 'expected pull of the next update';
  const lines = chart.split('\n').map((line) => line.trimEnd());
  return `${title}, by budget\n${lines.filter((line) => line !== '').join('\n')}`;
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
      PRESETS.has(budget) ||
      LANDMARKS.has(budget),
  );
  const columns: Column[] = [
    { title: 'budget', align: 'right' },
    { title: 'layers', align: 'right' },
    { title: 'largest', align: 'right' },
    { title: 'expected pull', align: 'right' },
  ];
  if (rows.some(({ update }) => update)) {
    columns.push(
      { title: 'pulled', align: 'right' },
      { title: 'floor', align: 'right' },
      { title: 'excess', align: 'right' },
    );
  }
  if (rows.some(({ shared }) => shared)) {
    columns.push({ title: 'shared', align: 'right' }, { title: 'sharable', align: 'right' });
  }
  columns.push({ title: '', align: 'left' });

  const cells = shown.map(({ budget, layers, largestShare, expectedPull, update, shared }) => [
    String(budget),
    String(layers),
    percent(largestShare, 1),
    formatSize(expectedPull),
    ...(update
      ? [formatSize(update.pulled), formatSize(update.floor), percent(update.excess, 1)]
      : []),
    ...(shared ? [formatSize(shared.layers), formatSize(shared.paths)] : []),
    [budget === knee ? colors.green('◀ knee') : '', PRESETS.get(budget) ?? '']
      .filter((mark) => mark !== '')
      .join(' '),
  ]);
  const hidden = rows.length - shown.length;
  const rest = hidden === 0 ? '' : colors.dim(`\nand ${hidden} more budgets (--verbose shows all)`);
  return plainTable(columns, cells, colors) + rest;
}
