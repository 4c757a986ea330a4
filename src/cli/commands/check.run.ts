import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { PreparedGrouping } from '../../layers/grouping.ts';
import { type CheckFormat, checkText } from '../../report/check-text.ts';
import { check, RULES } from '../../tuning/check.ts';
import type { CheckConfig } from '../../tuning/check-config.ts';
import { updatePull } from '../../tuning/common-layers.ts';
import { firstConfig } from '../../tuning/first-config.ts';
import { answerView } from '../answer-view.ts';
import { CONFIG_NAME } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { tell } from '../tell.ts';
import { tellSteering } from '../tell-steering.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `check`. */
export interface CheckOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
  /** The file of the rules. */
  readonly config?: string;
  readonly rules?: CheckConfig;
  readonly init?: true;
  readonly against?: readonly string[];
  readonly format: CheckFormat;
}

/**
 * `group-layers check`: checks the grouping of a graph against the rules of a config; a broken rule sets
 * the exit code.
 */
export async function checkAction(file: string, options: CheckOptions): Promise<void> {
  const { config: configFile = CONFIG_NAME, rules: config, against = [], init } = options;
  if (config === undefined && !init) {
    throw new Failure(
      `no ${CONFIG_NAME} here or above\nwrite one that passes today: group-layers check ${displayName(file)} --init`,
      EXIT.refused,
    );
  }
  refuseStdinTwice([file, configFile, ...against, ...optionFiles(options)]);
  const closure = await readClosure(file, options);
  const older = await readClosures(against, options);
  const grouped = await readGroupOptions(options, closure);

  const report = progress(process.stderr, 1 + older.length);
  const group = (prepared: PreparedGrouping) => {
    const made = prepared.at(options.budget);
    report.step('graphs');
    return made;
  };
  const grouping = group(prepareGrouping(closure, grouped));
  const updates = older.map((graph) => updatePull(grouping, [group(prepareOther(graph, grouped))]));
  report.end();
  tellSteering(grouping);
  if (config === undefined) {
    await writeNewConfig(configFile, firstConfig(grouping, grouped, updates), options);
    return;
  }
  const result = check(grouping, config, updates);
  if (result.unchecked.length > 0) {
    tell(`warning: not checked without --against: ${result.unchecked.join(', ')}`);
  }
  if (result.checked.length === 0) {
    throw new Failure(
      `${displayName(configFile)}: nothing to check, expected one of ${RULES.join(', ')}\n` +
        `to see some that pass today: group-layers check ${displayName(file)} --init --config rules.json`,
      EXIT.usage,
    );
  }
  const { colors } = await answerView(options);
  await writeOutput(
    options.out,
    checkText(result, options.format, displayName(configFile), colors),
  );
  if (result.findings.length > 0) {
    process.exitCode = EXIT.gateFailed;
  }
}

async function writeNewConfig(
  file: string,
  config: CheckConfig,
  { popularity: data, pop = data, base, runtime, previous }: CheckOptions,
): Promise<void> {
  if (existsSync(file)) {
    throw new Failure(
      `${displayName(file)} exists\nremove it first, or name another with --config`,
      EXIT.usage,
    );
  }
  const folder = dirname(resolve(file));
  const $schema = relative(folder, join(__dirname, '..', 'share/group-layers/check.schema.json'));
  const beside = (other: string) => relative(folder, resolve(other));
  const files = {
    ...(pop && { popularity: beside(pop) }),
    ...(previous && { previous: beside(previous) }),
    ...(base && { base: base.map(beside) }),
    ...(runtime && { runtime }),
  };
  await writeOutput(file, `${JSON.stringify({ $schema, ...config, ...files }, null, 2)}\n`);
  tell(`written to ${displayName(file)}`);
}
