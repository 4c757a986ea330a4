import { groupLayers } from '../../layers/group-layers.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../layers/strategy-names.ts';
import { compareText } from '../../report/compare-text.ts';
import { type ClosureSeries, compareStrategy } from '../../tuning/compare.ts';
import { answerView } from '../answer-view.ts';
import { findSeries } from '../find-series.ts';
import type { AnswerOptions, GraphOptions, ScoreOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `compare`. */
export interface CompareOptions extends GraphOptions, ScoreOptions, AnswerOptions {
  readonly budget: number;
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
    compareStrategy(
      series,
      strategy,
      (closure) => groupLayers(closure, { ...options, strategy, popularity }),
      () => report.step(strategy),
    ),
  );
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify(comparisons, null, 2)}\n`
      : compareText(comparisons, answerView(options));
  await writeOutput(options.out, text);
}
