import type { Comparison } from '../tuning/compare.ts';
import type { SeriesMeasures } from '../tuning/measure-series.ts';
import type { Colors } from './colors.ts';
import { formatSize, percent } from './format-size.ts';
import { plainTable } from './plain-table.ts';
import { printable } from './printable.ts';

/** A winner is marked when it is ahead of the next by more than this part: less is noise. */
const NOISE = 0.005;

const WINNER = ' ◀';

type Measure = 'pull' | 'registry' | 'cross' | 'excess' | 'selfInflicted';

const MEASURES: readonly {
  readonly key: Measure;
  readonly title: string;
  readonly best: number;
}[] = [
  { key: 'pull', title: 'pull', best: 1 },
  { key: 'registry', title: 'registry', best: 1 },
  { key: 'cross', title: 'cross', best: 1 },
  { key: 'excess', title: 'excess', best: 0 },
  { key: 'selfInflicted', title: 'churn', best: 0 },
];

/** A comparison of strategies for people; the best of each measure is marked where it is clearly ahead. */
export function compareText(comparisons: readonly Comparison[], colors: Colors): string {
  const [first] = comparisons;
  if (first === undefined) {
    return '';
  }
  return first.measures === undefined
    ? `${shapes(comparisons, colors)}\n`
    : `${measures(comparisons, colors)}\n`;
}

function shapes(comparisons: readonly Comparison[], colors: Colors): string {
  const winner = clearWinner(comparisons.map(({ images }) => images[0]?.expectedPull ?? 0));
  return plainTable(
    [
      { title: 'strategy', align: 'left' },
      { title: 'layers', align: 'right' },
      { title: 'largest', align: 'right' },
      { title: 'expected pull', align: 'right' },
    ],
    comparisons.map(({ strategy, images: [image] }, index) => [
      strategy,
      String(image?.layers ?? 0),
      percent(image?.largestShare ?? 0, 1),
      marked(formatSize(image?.expectedPull ?? 0), index === winner, colors),
    ]),
    colors,
  );
}

function measures(comparisons: readonly Comparison[], colors: Colors): string {
  const winners = MEASURES.map(({ key, best }) =>
    clearWinner(comparisons.map(({ measures: found }) => found![key] - best)),
  );
  const table = plainTable(
    [
      { title: 'strategy', align: 'left' },
      ...MEASURES.map(({ title }) => ({ title, align: 'right' as const })),
      { title: 'worst image', align: 'left' },
    ],
    comparisons.map(({ strategy, measures: found }, row) => [
      strategy,
      ...MEASURES.map(({ key }, column) =>
        marked(found![key].toFixed(4), winners[column] === row, colors),
      ),
      worstImage(found!),
    ]),
    colors,
  );
  return `${table}\n\n${colors.dim('pull, registry, cross: 1 is the floor; excess, churn: 0. NAR bytes, not compressed ones.')}`;
}

function worstImage({ worst }: SeriesMeasures): string {
  return worst.image === '' ? '' : `${printable(worst.image)} ${worst.pull.toFixed(3)}`;
}

function marked(text: string, wins: boolean, colors: Colors): string {
  return wins ? colors.green(text + WINNER) : text + ' '.repeat(WINNER.length);
}

/** The index of the least value, unless another is within noise of it. */
function clearWinner(values: readonly number[]): number | undefined {
  const ranked = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const [best, next] = ranked;
  if (best === undefined || next === undefined) {
    return undefined;
  }
  return values[next]! - values[best]! > NOISE * values[next]! ? best : undefined;
}
