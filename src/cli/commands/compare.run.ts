import type { Closure } from '../../closure/closure.ts';
import { prepareOther } from '../../layers/group-layers.ts';
import { refuseUnmatched } from '../../layers/hints/find-hinted.ts';
import type { Hints } from '../../layers/hints/hints.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../layers/strategy-names.ts';
import { summarize } from '../../layers/summarize.ts';
import { compareText } from '../../report/compare-text.ts';
import { type ClosureSeries, compareStrategy } from '../../tuning/compare.ts';
import { differentRoots } from '../../tuning/different-roots.ts';
import { seriesUpdates } from '../../tuning/series-updates.ts';
import { verdictOf } from '../../tuning/verdict.ts';
import { answerView } from '../answer-view.ts';
import { findSeries } from '../find-series.ts';
import type { AnswerOptions, GraphOptions, ScoreOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `compare`. */
export interface CompareOptions extends GraphOptions, ScoreOptions, Hints, AnswerOptions {
  readonly target: number;
  readonly strategy?: readonly StrategyName[];
}

/**
 * `group-layers compare`: groups every snapshot by every strategy and by the hints that match in it, and writes the
 * figures of each strategy.
 */
export async function compareAction(
  args: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const found = findSeries(args);
  refuseStdinTwice([...found.flatMap(({ files }) => files), ...optionFiles(options)]);
  const strategies = new Set(options.strategy ?? STRATEGY_NAMES);
  const snapshots = found.reduce((sum, { files }) => sum + files.length, 0);
  const report = progress(process.stderr, (1 + strategies.size) * snapshots);
  const series: ClosureSeries[] = [];
  for (const { image, files } of found) {
    const closures = await readClosures(files, options, () => report.step('graphs'));
    warnOfOtherImage(files, closures);
    series.push({ image, snapshots: closures });
  }
  const newest = series.map(({ snapshots }) => snapshots.at(-1)!);
  const grouping = await readGroupOptions(options, newest[0]);
  refuseUnmatched(newest, grouping);

  const comparisons = [...strategies].map((strategy) =>
    compareStrategy(
      series,
      strategy,
      (closure) => prepareOther(closure, { ...grouping, strategy }).explainedAt(options.budget),
      () => report.step(strategy),
    ),
  );
  const [strategy] = strategies;
  const verdicts = newest.map((closure) => {
    const prepared = prepareOther(closure, { ...grouping, strategy });
    const pullAt = (budget: number) => summarize(prepared.at(budget)).expectedPull;
    return verdictOf(pullAt, options.budget, options.target, prepared.leastBudget);
  });
  const named = verdicts.map((verdict, index) => ({ image: series[index]!.image, ...verdict }));
  const updates = seriesUpdates(series, grouping.popularity);
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify({ verdicts: named, updates, strategies: comparisons }, null, 2)}\n`
      : compareText(comparisons, verdicts, updates, await answerView(options));
  await writeOutput(options.out, text);
}

function warnOfOtherImage(files: readonly string[], closures: readonly Closure[]): void {
  for (let index = 1; index < closures.length; index++) {
    const different = differentRoots(closures[index - 1]!, closures[index]!);
    if (different !== undefined) {
      const [older, newer] = [files[index - 1]!, files[index]!].map(displayName);
      tell(
        `warning: ${newer} has the root ${different[1]}, and ${older} before it ${different[0]}\n` +
          'if these are different images, write -- between them',
      );
      return;
    }
  }
}
