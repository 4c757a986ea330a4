import type { Closure } from '../../closure/closure.ts';
import { prepareGrouping } from '../../layers/group-layers.ts';
import { summarize } from '../../layers/summarize.ts';
import { sweepJson } from '../../report/sweep-json.ts';
import { sweepText } from '../../report/sweep-text.ts';
import { type SweepRow, sweep } from '../../tuning/sweep.ts';
import { verdictOf } from '../../tuning/verdict.ts';
import { answerView } from '../answer-view.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { possibleBudgets } from '../possible-budgets.ts';
import { progress } from '../progress.ts';
import { readBase } from '../read-base.ts';
import { readClosure, readClosures, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { onSignal } from '../signals.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `sweep`. */
export interface SweepOptions extends GraphOptions, StrategyOptions, AnswerOptions {
  readonly target: number;
  readonly budgets: readonly number[];
  readonly against?: readonly string[];
  readonly image?: readonly string[];
}

/** `group-layers sweep`: groups a graph at every budget and writes the figures. */
export async function sweepAction(file: string, options: SweepOptions): Promise<void> {
  const { against: olderFiles = [], image: otherFiles = [] } = options;
  refuseStdinTwice([
    file,
    ...olderFiles,
    ...otherFiles,
    options.popularity ?? options.pop,
    ...(options.base ?? []),
  ]);
  const popularity = await readPopularity(options);
  const closure = await readClosure(file, options);
  const older = await readClosures(olderFiles, options);
  const others = await readClosures(otherFiles, options);
  const base = await readBase(options, closure);

  const rows: SweepRow[] = [];
  const prepare = (graph: Closure) => prepareGrouping(graph, { ...options, popularity, base });
  const against = { older: older.map(prepare), others: others.map(prepare) };
  const prepared = prepare(closure);
  const { leastBudget } = prepared;
  const budgets = possibleBudgets(options.budgets, leastBudget, options.runtime);
  const report = progress(process.stderr, budgets.length);
  const release = onSignal(report.end);
  for (const row of sweep(prepared, budgets, against)) {
    rows.push(row);
    report.step(`budget ${row.budget}`);
    // signals that arrived since the last row are handled here
    await new Promise(setImmediate);
  }
  report.end();
  release();
  const known = new Map(rows.map(({ budget, expectedPull }) => [budget, expectedPull]));
  const pullAt = (budget: number): number =>
    known.get(budget) ?? summarize(prepared.at(budget)).expectedPull;
  const verdict = verdictOf(pullAt, options.budget, options.target, leastBudget);
  const text =
    options.format === 'json'
      ? sweepJson(rows, verdict)
      : sweepText(rows, verdict, {
          ...answerView(options),
          rows: options.verbose ? 'all' : 'some',
          layerOverhead: options.layerOverhead,
          taken: leastBudget - 1,
        });
  await writeOutput(options.out, text);
}
