import { prepareGrouping } from '../../layers/group-layers.ts';
import { explainDot } from '../../report/explain-dot.ts';
import { explainJson } from '../../report/explain-json.ts';
import { explainText } from '../../report/explain-text.ts';
import { printable } from '../../report/printable.ts';
import { explain } from '../../tuning/explain.ts';
import { answerView } from '../answer-view.ts';
import { findNamed } from '../find-path.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { possibleBudgets } from '../possible-budgets.ts';
import { progress } from '../progress.ts';
import { readClosure } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { refuseStdinTwice } from '../read-input.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `explain`. */
export interface ExplainOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
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
  refuseStdinTwice([file, ...optionFiles(options)]);
  const whole = await readClosure(file, options);
  const prepared = prepareGrouping(whole, await readGroupOptions(options, whole));
  const { closure } = prepared;
  const asked = new Set(queries.flatMap((query) => findNamed(whole, query)));
  const storePaths = [...asked].map((path) => whole.storePaths[path]!);
  const indexOf = new Map(closure.storePaths.map((path, index) => [path, index]));
  const paths = storePaths.flatMap((path) => indexOf.get(path) ?? []);
  const inBase = storePaths.filter((path) => !indexOf.has(path));
  const grouped = prepared.explainedAt(options.budget);

  if (options.format === 'dot') {
    await writeOutput(options.out, explainDot(grouped, paths));
    return;
  }
  const budgets = possibleBudgets(options.budgets, [prepared], options.runtime);
  const report = progress(process.stderr, budgets.length);
  const explanations = explain(prepared, grouped, paths, budgets, () => report.step('budgets'));
  report.end();
  const view = await answerView(options);
  const text =
    options.format === 'json'
      ? explainJson(explanations, closure, inBase)
      : [
          ...explanations.map((explanation) =>
            explainText(explanation, grouped, {
              ...view,
              names: options.verbose ? Number.POSITIVE_INFINITY : NAMES_SHOWN,
            }),
          ),
          ...inBase.map((path) => `${printable(path)}, in the base: no layer of ours holds it\n`),
        ].join('\n');
  await writeOutput(options.out, text);
}
