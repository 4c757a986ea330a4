import type { Closure } from '../../closure/closure.ts';
import { groupLayers } from '../../layers/group-layers.ts';
import { type CheckFormat, checkText } from '../../report/check-text.ts';
import { check } from '../../tuning/check.ts';
import { parseCheckConfig } from '../../tuning/check-config.ts';
import { updatePull } from '../../tuning/common-layers.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import type { AnswerOptions, GraphOptions, ScoreOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `check`. */
export interface CheckOptions extends GraphOptions, ScoreOptions, AnswerOptions {
  readonly config: string;
  readonly against?: readonly string[];
  readonly format: CheckFormat;
}

/**
 * `group-layers check`: checks the grouping of a graph against the rules of a config; a broken rule sets
 * the exit code.
 */
export async function checkAction(file: string, options: CheckOptions): Promise<void> {
  const { config: configFile, against = [] } = options;
  refuseStdinTwice([file, configFile, ...against, options.popularity]);
  const configText = await readInput(configFile);
  const config = refusing(displayName(configFile), () => parseCheckConfig(configText));
  const popularity = await readPopularity(options);
  const closure = await readClosure(file, options);
  const older = await readClosures(against, options);

  const report = progress(process.stderr, 1 + older.length);
  const group = (graph: Closure) => {
    const grouping = groupLayers(graph, { ...config, popularity });
    report.step('graphs');
    return grouping;
  };
  const grouping = group(closure);
  const updates = older.map((graph) => updatePull(grouping, [group(graph)]));
  report.end();
  const result = check(grouping, config, updates);
  if (result.unchecked.length > 0) {
    tell(`warning: not checked without --against: ${result.unchecked.join(', ')}`);
  }
  const { colors } = answerView(options);
  await writeOutput(
    options.out,
    checkText(result, options.format, displayName(configFile), colors),
  );
  if (result.findings.length > 0) {
    process.exitCode = EXIT.gateFailed;
  }
}
