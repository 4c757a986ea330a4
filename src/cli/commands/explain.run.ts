import { prepareGrouping } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import { explainDot } from '../../report/explain-dot.ts';
import { explainJson } from '../../report/explain-json.ts';
import { explainText } from '../../report/explain-text.ts';
import { explain } from '../../tuning/explain.ts';
import { answerView } from '../answer-view.ts';
import { findNamed } from '../find-path.ts';
import type { AnswerOptions, GraphOptions, SteeringOptions, StrategyOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readPopularity, readPrevious } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `explain`. */
export interface ExplainOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
  readonly budget: number;
  readonly budgets: readonly number[];
  readonly format: 'text' | 'json' | 'dot';
}

const NAMES_SHOWN = 8;

/** `group-layers explain`: writes why store paths are in their layers. */
export async function explainAction(
  file: string,
  queries: readonly string[],
  options: ExplainOptions,
): Promise<void> {
  refuseStdinTwice([file, options.popularity ?? options.pop, options.previous]);
  const popularity = await readPopularity(options);
  const grouping: GroupOptions = { ...options, popularity, previous: await readPrevious(options) };
  const closure = await readClosure(file, options);
  const paths = [...new Set(queries.flatMap((query) => findNamed(closure, query)))];
  const prepared = prepareGrouping(closure, grouping);
  const grouped = prepared.explainedAt(options.budget);

  if (options.format === 'dot') {
    await writeOutput(options.out, explainDot(grouped, paths));
    return;
  }
  const report = progress(process.stderr, options.budgets.length);
  const explanations = explain(prepared, grouped, paths, options.budgets, () =>
    report.step('budgets'),
  );
  report.end();
  const text =
    options.format === 'json'
      ? explainJson(explanations, closure)
      : explanations
          .map((explanation) =>
            explainText(explanation, grouped, {
              ...answerView(options),
              names: options.verbose ? Number.POSITIVE_INFINITY : NAMES_SHOWN,
            }),
          )
          .join('\n');
  await writeOutput(options.out, text);
}
