import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { STRATEGY_NAMES, type StrategyName } from '../../layers/strategies.ts';
import { compareText } from '../../report/compare-text.ts';
import { type ClosureSeries, compareStrategy } from '../../tuning/compare.ts';
import { colorsFor } from '../colors.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addScoreOptions,
  collect,
  type GraphOptions,
  type ScoreOptions,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { SERIES_SEPARATOR } from '../series-separator.ts';
import { writeOutput } from '../write-output.ts';

interface CompareOptions extends GraphOptions, ScoreOptions, AnswerOptions {
  readonly budget: number;
  readonly strategy?: readonly StrategyName[];
}

const EXAMPLES = `Examples:
  group-layers compare .attrs.json --budget 40
  group-layers compare web.1.json web.2.json -- api.1.json api.2.json
  group-layers compare snapshots/ --popularity popularity.json --json
`;

/** `group-layers compare`: strategies side by side. */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Compare the strategies at a budget, on one graph or on series of updates.')
    .argument(
      '<GRAPH...>',
      'one graph; or snapshots of an image, oldest first, and -- between images; or a folder of <image>.<step>.json',
    )
    .addOption(
      new Option('--strategy <NAME>', 'one to compare; may be repeated (default: all)')
        .choices(STRATEGY_NAMES)
        .argParser(collectStrategy),
    )
    .addHelpText('before', EXAMPLES)
    .action(run);
  addScoreOptions(addBudgetOption(addGraphOptions(command)));
  return addAnswerOptions(command, ['table', 'json']);
}

function collectStrategy(value: string, previous?: readonly string[]): readonly string[] {
  if (!(STRATEGY_NAMES as readonly string[]).includes(value)) {
    throw new Failure(
      `no strategy ${value}, expected one of ${STRATEGY_NAMES.join(', ')}`,
      EXIT.usage,
    );
  }
  return collect(value, previous);
}

async function run(args: readonly string[], options: CompareOptions): Promise<void> {
  const seriesFiles = args.length === 1 && isFolder(args[0]!) ? filesOf(args[0]!) : split(args);
  refuseStdinTwice([
    ...seriesFiles.flatMap(({ files }) => files),
    options.popularity ?? options.pop,
  ]);
  const popularity = await readPopularity(options);
  const series: ClosureSeries[] = [];
  for (const { image, files } of seriesFiles) {
    const snapshots = [];
    for (const file of files) {
      snapshots.push(await readClosure(file, options));
    }
    series.push({ image, snapshots });
  }

  const strategies = options.strategy ?? STRATEGY_NAMES;
  const report = progress(process.stderr, strategies.length);
  const comparisons = strategies.map((strategy) => {
    report.step(strategy);
    return compareStrategy(series, strategy, { ...options, strategy, popularity });
  });
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify(comparisons, null, 2)}\n`
      : compareText(comparisons, colorsFor(process.stdout, options.color, process.env));
  await writeOutput(options.out, text);
}

interface SeriesFiles {
  readonly image: string;
  readonly files: readonly string[];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function filesOf(folder: string): SeriesFiles[] {
  const images = new Map<string, string[]>();
  for (const file of readdirSync(folder).sort()) {
    const image = /^([^.]+)\.[0-9]+\.json$/.exec(file)?.[1];
    if (image !== undefined) {
      const files = images.get(image) ?? [];
      files.push(join(folder, file));
      images.set(image, files);
    }
  }
  if (images.size === 0) {
    throw new Failure(
      `${folder}: no snapshots, expected files such as web.00.json, web.01.json`,
      EXIT.refused,
    );
  }
  return [...images].map(([image, files]) => ({ image, files }));
}

function split(args: readonly string[]): SeriesFiles[] {
  const series: string[][] = [[]];
  for (const arg of args) {
    if (arg === SERIES_SEPARATOR) {
      series.push([]);
    } else {
      series.at(-1)!.push(arg);
    }
  }
  return series
    .filter(([first]) => first !== undefined)
    .map((files) => ({ image: basename(displayName(files[0]!)), files }));
}
