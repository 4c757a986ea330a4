import type { Closure } from '../../closure/closure.ts';
import { prepareGrouping } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import { explainDot } from '../../report/explain-dot.ts';
import { explainJson } from '../../report/explain-json.ts';
import { explainText } from '../../report/explain-text.ts';
import { printable } from '../../report/printable.ts';
import { explain } from '../../tuning/explain.ts';
import { findPaths } from '../../tuning/find-paths.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `explain`. */
export interface ExplainOptions extends GraphOptions, StrategyOptions, AnswerOptions {
  readonly budget: number;
  readonly budgets: readonly number[];
  readonly format: 'text' | 'json' | 'dot';
}

const NAMES_SHOWN = 8;
const CANDIDATES_SHOWN = 10;

/** `group-layers explain`: writes why store paths are in their layers. */
export async function explainAction(
  file: string,
  queries: readonly string[],
  options: ExplainOptions,
): Promise<void> {
  refuseStdinTwice([file, options.popularity ?? options.pop]);
  const grouping: GroupOptions = { ...options, popularity: await readPopularity(options) };
  const closure = await readClosure(file, options);
  const paths = queries.map((query) => findPath(closure, query));
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

function findPath(closure: Closure, query: string): number {
  const found = findPaths(closure, query);
  const [path] = found;
  if (path === undefined) {
    const similar = [...closure.names.keys()].filter((other) =>
      closure.names[other]!.includes(query),
    );
    throw new Failure(
      [
        `no store path ${JSON.stringify(query)} in the closure`,
        ...(similar.length === 0 || query === ''
          ? ['give a store path, a digest, or a name with or without version']
          : ['names that contain it:', ...candidates(closure, similar)]),
      ].join('\n'),
      EXIT.usage,
    );
  }
  if (found.length > 1) {
    throw new Failure(
      [
        `${JSON.stringify(query)} could be any of ${found.length} store paths:`,
        ...candidates(closure, found),
      ].join('\n'),
      EXIT.usage,
    );
  }
  return path;
}

function candidates({ storePaths }: Closure, paths: readonly number[]): string[] {
  const shown = paths.slice(0, CANDIDATES_SHOWN).map((path) => `  ${printable(storePaths[path]!)}`);
  const hidden = paths.length - shown.length;
  return hidden === 0 ? shown : [...shown, `  and ${hidden} more`];
}
