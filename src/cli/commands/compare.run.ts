import { groupLayers, prepareGrouping } from '../../layers/group-layers.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../layers/strategy-names.ts';
import { summarize } from '../../layers/summarize.ts';
import { compareText } from '../../report/compare-text.ts';
import { type ClosureSeries, compareStrategy } from '../../tuning/compare.ts';
import { verdictOf } from '../../tuning/verdict.ts';
import { answerView } from '../answer-view.ts';
import { findSeries } from '../find-series.ts';
import type { AnswerOptions, GraphOptions, ScoreOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readBase } from '../read-base.ts';
import { readClosures, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `compare`. */
export interface CompareOptions extends GraphOptions, ScoreOptions, AnswerOptions {
  readonly target: number;
  readonly strategy?: readonly StrategyName[];
}

/**
 * `group-layers compare`: groups every snapshot by every strategy and writes the figures of each.
 */
export async function compareAction(
  args: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const found = findSeries(args);
  refuseStdinTwice([
    ...found.flatMap(({ files }) => files),
    options.popularity ?? options.pop,
    ...(options.base ?? []),
  ]);
  const popularity = await readPopularity(options);
  const strategies = new Set(options.strategy ?? STRATEGY_NAMES);
  const snapshots = found.reduce((sum, { files }) => sum + files.length, 0);
  const report = progress(process.stderr, (1 + strategies.size) * snapshots);
  const series: ClosureSeries[] = [];
  for (const { image, files } of found) {
    const closures = await readClosures(files, options, () => report.step('graphs'));
    series.push({ image, snapshots: closures });
  }
  const base = await readBase(options, series[0]!.snapshots.at(-1));

  const comparisons = [...strategies].map((strategy) =>
    compareStrategy(
      series,
      strategy,
      (closure) => groupLayers(closure, { ...options, strategy, popularity, base }),
      () => report.step(strategy),
    ),
  );
  const [strategy] = strategies;
  const verdicts = series.map(({ snapshots }) => {
    const prepared = prepareGrouping(snapshots.at(-1)!, { ...options, strategy, popularity, base });
    const pullAt = (budget: number) => summarize(prepared.at(budget)).expectedPull;
    return verdictOf(pullAt, options.budget, options.target, prepared.leastBudget);
  });
  const named = verdicts.map((verdict, index) => ({ image: series[index]!.image, ...verdict }));
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify({ verdicts: named, strategies: comparisons }, null, 2)}\n`
      : compareText(comparisons, verdicts, answerView(options));
  await writeOutput(options.out, text);
}
