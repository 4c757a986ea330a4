import { Command } from 'commander';
import { STRATEGY_NAMES, type StrategyName } from '../../layers/strategies.ts';
import { compareText } from '../../report/compare-text.ts';
import { type ClosureSeries, compareStrategy } from '../../tuning/compare.ts';
import { answerView } from '../answer-view.ts';
import { findSeries } from '../find-series.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addScoreOptions,
  type GraphOptions,
  type ScoreOptions,
  strategiesOption,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
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
    .addOption(strategiesOption('one to compare'))
    .addHelpText('before', EXAMPLES)
    .action(run);
  addScoreOptions(addBudgetOption(addGraphOptions(command)));
  return addAnswerOptions(command, ['table', 'json']);
}

async function run(args: readonly string[], options: CompareOptions): Promise<void> {
  const found = findSeries(args);
  refuseStdinTwice([...found.flatMap(({ files }) => files), options.popularity ?? options.pop]);
  const popularity = await readPopularity(options);
  const strategies = new Set(options.strategy ?? STRATEGY_NAMES);
  const snapshots = found.reduce((sum, { files }) => sum + files.length, 0);
  const report = progress(process.stderr, (1 + strategies.size) * snapshots);
  const series: ClosureSeries[] = [];
  for (const { image, files } of found) {
    const closures = await readClosures(files, options, () => report.step('graphs'));
    series.push({ image, snapshots: closures });
  }

  const comparisons = [...strategies].map((strategy) =>
    compareStrategy(series, { ...options, strategy, popularity }, () => report.step(strategy)),
  );
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify(comparisons, null, 2)}\n`
      : compareText(comparisons, answerView(options));
  await writeOutput(options.out, text);
}
