import type { Grouping, Layer } from '../layers/grouping.ts';
import { largestPaths } from '../layers/largest-paths.ts';
import { leastPull } from '../layers/least-pull.ts';
import { type Summary, summarize } from '../layers/summarize.ts';
import type { Colors } from './colors.ts';
import { fitNames, mostFitting } from './fit-names.ts';
import { formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';

export interface TableOptions {
  /** Characters in a line. */
  readonly width: number;
  /** The most layers shown, the largest first. */
  readonly rows: number;
  readonly colors: Colors;
}

const BAR_WIDTH = 8;
/** Characters of the columns before the names: number, bar, size, change, expected, paths, and the gaps. */
const OTHER_COLUMNS = 3 + BAR_WIDTH + 10 + 7 + 10 + 5 + 6 * 2;
const LEAST_NAMES_WIDTH = 12;

/** A grouping for people: a line with its summary, then its layers by size, with the names in them. */
export function layersTable(grouping: Grouping, { width, rows, colors }: TableOptions): string {
  const summary = summarize(grouping);
  const numbered = grouping.layers.map((layer, index) => ({ layer, number: index + 1 }));
  numbered.sort((a, b) => b.layer.narSize - a.layer.narSize || a.number - b.number);
  const shown = numbered.slice(0, rows);
  const hidden = numbered.slice(rows);
  const largest = shown[0]?.layer.narSize ?? 0;

  const namesWidth = Math.max(LEAST_NAMES_WIDTH, width - OTHER_COLUMNS);
  const cells = shown.map(({ layer, number }) => [
    String(number),
    bar(layer.narSize, largest),
    formatSize(layer.narSize),
    percent(layer.changeProbability, 1),
    formatSize(Math.round(layer.narSize * layer.changeProbability)),
    String(layer.members.length),
    namesIn(grouping, layer, namesWidth),
  ]);

  const columns: readonly Column[] = [
    { title: '#', align: 'right' },
    { title: '', align: 'left', color: colors.cyan },
    { title: 'size', align: 'right' },
    { title: 'change', align: 'right' },
    { title: 'expected', align: 'right' },
    { title: 'paths', align: 'right' },
    { title: 'contains', align: 'left' },
  ];
  const lines = [
    `${colors.bold(`${summary.layers} of ${summary.budget}`)} layers · ${summary.paths} store paths · ` +
      `${formatSize(summary.narSize)} · ${summary.strategy}`,
    ...takenText(grouping),
    ...standing(grouping, summary),
  ];
  if (shown.length > 0) {
    lines.push('', plainTable(columns, cells, colors));
  }
  if (hidden.length > 0) {
    const rest = hidden.reduce((sum, { layer }) => sum + layer.narSize, 0);
    lines.push(
      colors.dim(
        `and ${hidden.length} smaller layers, ${formatSize(rest)} together (--verbose shows all)`,
      ),
    );
  }
  if (shown.length > 0) {
    lines.push(colors.dim(LEGEND));
  }
  return `${lines.join('\n')}\n`;
}

const LEGEND = `Largest first; # is the place in the image, 1 at the bottom. change: how likely
an update changes it. expected: its part of what an update is expected to pull.`;

/** What of the budget and of the store paths is not for these layers. */
function takenText({ taken }: Grouping): string[] {
  if (taken === undefined) {
    return [];
  }
  const { base, reserve, paths, narSize } = taken;
  const parts = [
    ...(base > 0
      ? [
          `${base} ${base === 1 ? 'is' : 'are'} the base's, which holds ${paths} more store paths (${formatSize(narSize)})`,
        ]
      : []),
    ...(reserve > 0 ? [`${reserve} ${reserve === 1 ? 'is' : 'are'} reserved`] : []),
  ];
  return parts.length === 0 ? [] : [`of the budget ${parts.join(', and ')}`];
}

/** Where a grouping stands against a layer for every store path. */
function standing(grouping: Grouping, { layers, paths, budget, expectedPull }: Summary): string[] {
  if (paths === 0) {
    return [];
  }
  if (layers === paths) {
    const left = budget - (grouping.taken?.base ?? 0) - (grouping.taken?.reserve ?? 0);
    return [`${paths} paths fit into ${left} layers: every path has its own; nothing to tune`];
  }
  const least = leastPull(grouping);
  return [
    `an update is expected to pull ${formatSize(expectedPull)}` +
      (least === 0
        ? ''
        : `, ${percent(expectedPull - least, least)} above the least that any layering can expect`),
  ];
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function bar(size: number, largest: number): string {
  const eighths = largest === 0 ? 0 : Math.round((size / largest) * BAR_WIDTH * 8);
  return '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
}

/** The names of a layer's paths that fit, the largest path first. */
function namesIn({ closure }: Grouping, { members }: Layer, width: number): string {
  const shown = largestPaths(members, closure.narSizes, mostFitting(width));
  const names = shown.map((path) => closure.names[path]!);
  return fitNames(names, width, members.length);
}
