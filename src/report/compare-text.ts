import { parseStorePath } from '../closure/store-path.ts';
import type { Comparison } from '../tuning/compare.ts';
import type { SeriesUpdate } from '../tuning/update-size.ts';
import type { Verdict } from '../tuning/verdict.ts';
import type { Colors } from './colors.ts';
import { formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';
import { printable } from './printable.ts';
import { becauseText } from './update-size-text.ts';
import { percentOf, verdictText } from './verdict-text.ts';
import { aligned, type Word } from './words.ts';
import { wrap } from './wrap.ts';

/** The best is marked if the next is worse by more than this fraction; smaller differences are noise. */
const NOISE = 0.005;
/** For ratios the difference must also be over this, so that four digits show it. */
const RATIO_NOISE = 0.0005;

const WINNER = ' ◀';

/** Characters of the strategy's name and of a measure, each with the gap after it. */
const OTHER_COLUMNS = 15;
const MEASURE_COLUMN = 10;

type Measured = Required<Comparison>;

interface Measure {
  readonly key: 'pull' | 'excess' | 'selfInflicted' | 'registry' | 'cross' | 'release';
  readonly title: Word;
  /** Shown only if there are several of these. */
  readonly needs?: 'snapshots' | 'images';
}

const MEASURES: readonly Measure[] = [
  { key: 'pull', title: 'pull', needs: 'snapshots' },
  { key: 'excess', title: 'excess', needs: 'snapshots' },
  { key: 'selfInflicted', title: 'churn', needs: 'snapshots' },
  { key: 'registry', title: 'registry' },
  { key: 'cross', title: 'cross', needs: 'images' },
  { key: 'release', title: 'release' },
];

export interface CompareTextOptions {
  /** Characters in a line. */
  readonly width: number;
  readonly colors: Colors;
}

/**
 * A comparison of strategies for people: the verdict on budgets, then a table; the best of each
 * measure is marked if it is clearly ahead.
 *
 * @param verdicts of each image, by the first strategy
 * @param updates of all images, if they have several snapshots
 */
export function compareText(
  comparisons: readonly Comparison[],
  verdicts: readonly Verdict[],
  updates: readonly SeriesUpdate[],
  { width, colors }: CompareTextOptions,
): string {
  const body = comparisons.every(isMeasured)
    ? measures(comparisons, width, colors)
    : shapes(comparisons, colors);
  const opening = wrap(`By ${comparisons[0]!.strategy}, ${opened(verdicts)}`, width).join('\n');
  const head = [headline(comparisons, colors), ...updatesLines(updates)].join('\n');
  return `${opening}\n\n${head}\n\n${body}\n`;
}

/** How many updates are small, usual and large, and what the largest one is. */
function updatesLines(updates: readonly SeriesUpdate[]): string[] {
  if (updates.length === 0) {
    return [];
  }
  const counts = (['small', 'usual', 'large'] as const)
    .map((wanted) => [updates.filter(({ size }) => size === wanted).length, wanted] as const)
    .filter(([count]) => count > 0)
    .map(([count, size]) => `${count} ${size}`);
  const most = updates.reduce((a, b) => (b.above > a.above ? b : a));
  const name = printable(parseStorePath(most.cause)?.name ?? most.cause);
  return [
    `updates: ${counts.join(', ')}, among those of one source that the model expects`,
    `largest: in ${printable(most.image)}, ${becauseText(most, name)}`,
  ];
}

function opened(verdicts: readonly Verdict[]): string {
  const [first] = verdicts;
  if (verdicts.length === 1) {
    const text = verdictText(first!);
    return text.charAt(0).toLowerCase() + text.slice(1);
  }
  const enough = verdicts.map(({ enough: { budget } }) => budget).sort((a, b) => a - b);
  const half = enough[(enough.length - 1) >> 1]!;
  const { target, best, chosen } = first!;
  const served = enough.filter((budget) => budget <= chosen.budget).length;
  return (
    `a budget of ${enough.at(-1)} is enough for all ${enough.length} images, and ${half} for half of them: ` +
    `expected pulls are within ${percentOf(target)} of the best in 1 to ${best.budget}. ` +
    `Your budget of ${chosen.budget} is enough for ${served}.`
  );
}

function isMeasured(comparison: Comparison): comparison is Measured {
  return comparison.measures !== undefined;
}

function headline([first]: readonly Comparison[], { bold }: Colors): string {
  const { images } = first!;
  const [image] = images;
  const snapshots = images.reduce((sum, { snapshots }) => sum + snapshots, 0);
  const what =
    snapshots === 1
      ? `${image!.paths} store paths · ${formatSize(image!.narSize)}`
      : `${counted(images.length, 'image')} · ${counted(snapshots, 'snapshot')}`;
  return `${bold(`budget ${image!.budget}`)} · ${what}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function shapes(comparisons: readonly Comparison[], colors: Colors): string {
  const winner = clearWinner(comparisons.map(({ images: [image] }) => image!.expectedPull));
  const table = plainTable(
    [
      { title: 'strategy', align: 'left' },
      { title: 'layers', align: 'right' },
      { title: 'largest', align: 'right' },
      { title: 'expected pull', align: 'right' },
    ],
    comparisons.map(({ strategy, images: [image] }, index) => [
      strategy,
      String(image!.layers),
      percent(image!.largestShare, 1),
      marked(formatSize(image!.expectedPull), index === winner, colors),
    ]),
    colors,
  );
  const legend =
    'Less expected pull is better. To measure updates instead of estimating them, give';
  return `${table}\n\n${colors.dim(`${legend}\nolder graphs of the image before it.`)}`;
}

function measures(comparisons: readonly Measured[], width: number, colors: Colors): string {
  const { images } = comparisons[0]!;
  const several = {
    snapshots: images.some(({ snapshots }) => snapshots > 1),
    images: images.length > 1,
  };
  const shown = MEASURES.filter(({ needs }) => needs === undefined || several[needs]);
  const winners = shown.map(({ key }) =>
    clearWinner(
      comparisons.map(({ measures: found }) => found[key]),
      RATIO_NOISE,
    ),
  );
  const columns: Column[] = [
    { title: 'strategy', align: 'left' },
    ...shown.map(({ title }) => ({ title: `${title}  `, align: 'right' as const })),
  ];
  const worst = comparisons.map(({ measures: { worst } }) => worstImage(worst));
  const room = width - OTHER_COLUMNS - shown.length * MEASURE_COLUMN;
  const worstFits = Math.max(...worst.map((text) => text.length)) <= room;
  if (several.snapshots && several.images && worstFits) {
    columns.push({ title: 'worst pull', align: 'left' });
  }
  const cells = comparisons.map(({ strategy, measures: found }, row) => [
    strategy,
    ...shown.map(({ key }, column) =>
      marked(found[key].toFixed(4), winners[column] === row, colors),
    ),
    worst[row]!,
  ]);
  const table = plainTable(
    columns,
    cells.map((row) => row.slice(0, columns.length)),
    colors,
  );
  const legend = [
    ...aligned(shown.map(({ title }) => title)),
    'Less is better. Sizes are of NARs, not compressed.',
  ];
  return `${table}\n\n${colors.dim(legend.join('\n'))}`;
}

function worstImage({ image, pull }: Measured['measures']['worst']): string {
  return `${pull.toFixed(3)} ${printable(image)}`;
}

function marked(text: string, wins: boolean, colors: Colors): string {
  return wins ? colors.green(text + WINNER) : text + ' '.repeat(WINNER.length);
}

/** The index of the least value; undefined if another is within noise of it. */
function clearWinner(values: readonly number[], leastNoise = 0): number | undefined {
  const ranked = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const [best, next] = ranked;
  if (best === undefined || next === undefined) {
    return undefined;
  }
  const noise = Math.max(leastNoise, NOISE * values[next]!);
  return values[next]! - values[best]! > noise ? best : undefined;
}
