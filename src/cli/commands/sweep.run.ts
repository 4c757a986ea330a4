import { prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import { summarize } from '../../layers/summarize.ts';
import { sweepJson } from '../../report/sweep-json.ts';
import { sweepText } from '../../report/sweep-text.ts';
import { type SweepRow, sweep } from '../../tuning/sweep.ts';
import { verdictOf } from '../../tuning/verdict.ts';
import { answerView } from '../answer-view.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { possibleBudgets } from '../possible-budgets.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { onSignal } from '../signals.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `sweep`. */
export interface SweepOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
  readonly target: number;
  readonly budgets: readonly number[];
  readonly against?: readonly string[];
  readonly image?: readonly string[];
}

/** `group-layers sweep`: groups a graph at every budget and writes the figures. */
export async function sweepAction(file: string, options: SweepOptions): Promise<void> {
  const { against: olderFiles = [], image: otherFiles = [] } = options;
  refuseStdinTwice([file, ...olderFiles, ...otherFiles, ...optionFiles(options)]);
  const closure = await readClosure(file, options);
  const older = await readClosures(olderFiles, options);
  const others = await readClosures(otherFiles, options);
  const grouping = await readGroupOptions(options, closure);

  const prepared = prepareGrouping(closure, grouping);
  // refused if hints need more layers
  const chosen = prepared.at(options.budget);
  // another image has no layers to keep
  const against = {
    older: older.map((graph) => prepareOther(graph, grouping)),
    others: others.map((graph) => prepareOther(graph, { ...grouping, previous: undefined })),
  };
  const all = [prepared, ...against.older, ...against.others];
  const budgets = possibleBudgets(options.budgets, all, options.runtime);
  if (chosen.hinted.apart.size > 0 && budgets[0] !== options.budgets[0]) {
    tell(`budgets below ${budgets[0]} are left out, because hints ask for as many layers`);
  }
  const rows: SweepRow[] = [];
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
  const verdict = verdictOf(pullAt, options.budget, options.target, prepared.leastBudget);
  const { base = 0, reserve = 0 } = chosen.taken ?? {};
  const text =
    options.format === 'json'
      ? sweepJson(rows, verdict)
      : sweepText(rows, verdict, {
          ...(await answerView(options)),
          rows: options.verbose ? 'all' : 'some',
          layerOverhead: options.layerOverhead,
          taken: base + reserve,
        });
  await writeOutput(options.out, text);
}
