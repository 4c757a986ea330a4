import { prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import { refuseFewLayers } from '../../layers/hints/find-hinted.ts';
import { summarize } from '../../layers/summarize.ts';
import { sweepJson } from '../../report/sweep-json.ts';
import { sweepText } from '../../report/sweep-text.ts';
import { type SweepRow, sweep } from '../../tuning/sweep.ts';
import { verdictOf } from '../../tuning/verdict.ts';
import { answerView } from '../answer-view.ts';
import type { AnswerOptions, GraphOptions, SteeringOptions, StrategyOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity, readPrevious } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { onSignal } from '../signals.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `sweep`. */
export interface SweepOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
  readonly budget: number;
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
    options.previous,
  ]);
  const popularity = await readPopularity(options);
  const previous = await readPrevious(options);
  const closure = await readClosure(file, options);
  const older = await readClosures(olderFiles, options);
  const others = await readClosures(otherFiles, options);

  const grouping: GroupOptions = { ...options, popularity, previous };
  const prepared = prepareGrouping(closure, grouping);
  const { leastLayers } = prepared.hinted;
  refuseFewLayers(closure, prepared.hinted, Math.min(options.budget, options.budgets.at(-1)!));
  const budgets = options.budgets.filter((budget) => budget >= leastLayers);
  if (budgets.length < options.budgets.length) {
    tell(`budgets below ${leastLayers} are left out, because hints ask for as many layers`);
  }
  // another image has no layers to keep
  const against = {
    older: older.map((graph) => prepareOther(graph, grouping)),
    others: others.map((graph) => prepareOther(graph, { ...grouping, previous: undefined })),
  };
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
  const verdict = verdictOf(pullAt, options.budget, options.target, leastLayers);
  const text =
    options.format === 'json'
      ? sweepJson(rows, verdict)
      : sweepText(rows, verdict, {
          ...answerView(options),
          rows: options.verbose ? 'all' : 'some',
        });
  await writeOutput(options.out, text);
}
