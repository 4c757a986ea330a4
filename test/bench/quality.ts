/**
 * How good the groupings are: every strategy over series of images and their updates. Bytes are NAR
 * bytes, not compressed ones. Popularity is counted over the first snapshots of the images.
 *
 *   npm run bench -- quality [--corpus NAME|DIR]… [--budgets 8,16,…] [--images a,b] [--every K] [--stagger N]
 *       [--strategy NAME]… [--tool 'expected-pull, no data']… [--seeds N] [--subsets 2,3,…] [--json]
 *
 * --strategy     measures all that use it, with other popularity data, too; --tool one of them alone
 * --every K      takes every K-th snapshot of a series
 * --stagger N    takes snapshots of N steps at a time: of the second image one step later, and so on in turn
 * --seeds N      measures N times, all but the first time with sizes changed by up to 2 %
 * --subsets      gives popularity counted over few images, and measures these images: the mean of four draws
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import pc from 'picocolors';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { seededNumbers } from '../helpers/seeded-numbers.ts';
import { CORPORA, imagesOf } from './corpus.ts';
import { measureTool, type ToolJob, type ToolMeasures } from './measure-tool.ts';
import { answerJobs, runJobs } from './run-jobs.ts';
import { chooseTools, OURS, OURS_WITHOUT_DATA, PEERS } from './tools.ts';

/** How often a subset of each size is drawn. */
const DRAWS = 4;

/** What is printed of a tool, and with how many digits. */
const FIGURES = [
  ['pull', 4],
  ['registry', 4],
  ['cross', 4],
  ['release', 2],
  ['excess', 4],
  ['selfInflicted', 4],
  ['imagePull', 4],
] as const;

const SUBSET_FIGURES = ['pull', 'registry', 'cross'] as const;

const LEGEND =
  'Ratios of NAR bytes, not compressed ones; 1 (excess, churn: 0) is the best there can be.\n';

answerJobs(measureTool);
if (isMainThread) {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true, default: CORPORA },
      budgets: { type: 'string', default: '8,16,24,40,60,94,127' },
      strategy: { type: 'string', multiple: true },
      tool: { type: 'string', multiple: true },
      images: { type: 'string' },
      every: { type: 'string', default: '1' },
      stagger: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      subsets: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const budgets = values.budgets.split(',').map(Number);
  const seeds = [...Array(Number(values.seeds)).keys()];
  const part = {
    images: values.images?.split(','),
    every: Number(values.every),
    stagger: Number(values.stagger),
  };
  const print = (data: unknown, table: () => string) => {
    process.stdout.write(values.json ? `${JSON.stringify(data, null, 2)}\n` : table());
  };
  if (values.subsets === undefined) {
    const tools = chooseTools(values.strategy, values.tool);
    const measured = await measureAll(
      values.corpus.flatMap((corpus) =>
        seeds.flatMap((seed) => tools.map((tool) => ({ corpus, part, seed, tool, budgets }))),
      ),
    );
    const isWhole = part.images === undefined && part.every === 1 && part.stagger === 1;
    print(measured, () => tablesOf(measured, values.corpus, budgets, tools, isWhole));
  } else {
    const sizes = values.subsets.split(',').map(Number);
    const rows: SubsetRow[] = [];
    for (const corpus of values.corpus) {
      rows.push(...(await measureSubsets(corpus, part.every, sizes, budgets)));
    }
    print(rows, () => subsetTables(rows, values.corpus));
  }
}

async function measureAll(jobs: readonly ToolJob[]): Promise<ToolMeasures[]> {
  return (await runJobs<ToolJob, ToolMeasures[]>(jobs)).flat();
}

/** One table a corpus: a row for each budget and tool, `mean ±deviation` over the seeds. */
function tablesOf(
  measured: readonly ToolMeasures[],
  corpora: readonly string[],
  budgets: readonly number[],
  tools: readonly string[],
  isWhole: boolean,
): string {
  const columns: readonly Column[] = [
    { title: 'budget', align: 'right' },
    { title: 'tool', align: 'left' },
    ...['pull', 'registry', 'cross', 'release', 'excess', 'churn', 'image mean'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
    { title: 'worst image', align: 'left' },
    { title: 's', align: 'right' },
  ];
  const tables = corpora.map((corpus) => {
    const rows = budgets.flatMap((budget) => [
      ...tools.map((tool) => {
        const runs = measured.filter(
          (run) => run.corpus === corpus && run.budget === budget && run.tool === tool,
        );
        const { image, pull } = runs[0]!.worst;
        return [
          String(budget),
          tool,
          ...FIGURES.map(([figure, digits]) =>
            meanText(
              runs.map((run) => run[figure]),
              digits,
            ),
          ),
          `${image} ${pull.toFixed(2)}`,
          runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
        ];
      }),
      ...(isWhole ? recordedRows(corpus, budget) : []),
    ]);
    return `${corpus}\n${plainTable(columns, rows, pc.createColors(false))}\n`;
  });
  return `${tables.join('\n')}\n${LEGEND}`;
}

/** The mean, and with several numbers how far they are from it: the standard deviation. */
function meanText(numbers: readonly number[], digits: number): string {
  const mean = meanOf(numbers);
  if (numbers.length === 1) {
    return mean.toFixed(digits);
  }
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (numbers.length - 1));
  return `${mean.toFixed(digits)} ±${deviation.toFixed(digits).replace(/^0/, '')}`;
}

/** The recorded figures of programs that are no strategy here, on the real sizes. */
function recordedRows(corpus: string, budget: number): string[][] {
  const file = `fixtures/corpus/${corpus}.peers.json`;
  if (!existsSync(file)) {
    return [];
  }
  const recorded: Record<string, Record<string, number>> = JSON.parse(readFileSync(file, 'utf8'))[
    budget
  ] ?? {};
  return Object.entries(recorded)
    .filter(([tool]) => !STRATEGY_NAMES.some((name) => name === tool))
    .map(([tool, { self_inflicted: selfInflicted, ...figures }]) => {
      const all: Record<string, number | undefined> = { ...figures, selfInflicted };
      const cells = FIGURES.map(([figure, digits]) => all[figure]?.toFixed(digits) ?? '');
      return [String(budget), `${tool} (recorded)`, ...cells, '', ''];
    });
}

/** What few images gain from the popularity data that they give. */
interface SubsetRow {
  readonly corpus: string;
  /** How many images. */
  readonly images: number;
  readonly budget: number;
  /** Means over the draws; of the peers, the best in each draw and figure. */
  readonly withData: SubsetFigures;
  readonly withoutData: SubsetFigures;
  readonly bestPeer: SubsetFigures;
}

type SubsetFigures = Readonly<Record<(typeof SUBSET_FIGURES)[number], number>>;

async function measureSubsets(
  corpus: string,
  every: number,
  sizes: readonly number[],
  budgets: readonly number[],
): Promise<SubsetRow[]> {
  const all = imagesOf(corpus);
  const draws = sizes.flatMap((size) =>
    Array.from({ length: size < all.length ? DRAWS : 1 }, (_, draw) => ({
      images: drawImages(all, size, draw),
    })),
  );
  const tools = [OURS, OURS_WITHOUT_DATA, ...PEERS];
  const jobs = draws.flatMap(({ images }) =>
    tools.map((tool) => ({ corpus, part: { images, every }, seed: 0, tool, budgets })),
  );
  const answers = await runJobs<ToolJob, ToolMeasures[]>(jobs);
  const inDraw = draws.map(({ images }, draw) => ({
    size: images.length,
    measured: answers.slice(draw * tools.length, (draw + 1) * tools.length).flat(),
  }));
  return [...new Set(inDraw.map(({ size }) => size))].flatMap((size) =>
    budgets.map((budget) => {
      const best = (some: readonly string[]) =>
        figuresBy((figure) =>
          meanOf(
            inDraw
              .filter((draw) => draw.size === size)
              .map(({ measured }) =>
                measured
                  .filter((run) => run.budget === budget && some.includes(run.tool))
                  .reduce((least, run) => Math.min(least, run[figure]), Number.POSITIVE_INFINITY),
              ),
          ),
        );
      return {
        ...{ corpus, images: size, budget },
        withData: best([OURS]),
        withoutData: best([OURS_WITHOUT_DATA]),
        bestPeer: best(PEERS),
      };
    }),
  );
}

/** Some images at random, the same for the same draw. */
function drawImages(all: readonly string[], size: number, draw: number): string[] {
  const next = seededNumbers(draw);
  const places = all.map((image) => ({ image, place: next() }));
  return places
    .sort((a, b) => a.place - b.place)
    .slice(0, size)
    .map(({ image }) => image);
}

function subsetTables(rows: readonly SubsetRow[], corpora: readonly string[]): string {
  const columns: readonly Column[] = [
    ...['images', 'budget'],
    ...SUBSET_FIGURES.flatMap((figure) => [figure, 'no data', 'best peer']),
  ].map((title) => ({ title, align: 'right' }));
  const tables = corpora.map((corpus) => {
    const cells = rows
      .filter((row) => row.corpus === corpus)
      .map(({ images, budget, withData, withoutData, bestPeer }) => [
        ...[String(images), String(budget)],
        ...SUBSET_FIGURES.flatMap((figure) =>
          [withData, withoutData, bestPeer].map((figures) => figures[figure].toFixed(4)),
        ),
      ]);
    return `${corpus}\n${plainTable(columns, cells, pc.createColors(false))}\n`;
  });
  return `${tables.join('\n')}\n${LEGEND}`;
}

function figuresBy(meanOfFigure: (figure: keyof SubsetFigures) => number): SubsetFigures {
  const [pull, registry, cross] = SUBSET_FIGURES.map(meanOfFigure) as [number, number, number];
  return { pull, registry, cross };
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
