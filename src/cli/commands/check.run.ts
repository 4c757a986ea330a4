import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import type { PreparedGrouping } from '../../layers/grouping.ts';
import { type CheckFormat, checkText } from '../../report/check-text.ts';
import { check } from '../../tuning/check.ts';
import type { CheckConfig } from '../../tuning/check-config.ts';
import { updatePull } from '../../tuning/common-layers.ts';
import { firstConfig } from '../../tuning/first-config.ts';
import { answerView } from '../answer-view.ts';
import { CONFIG_NAME } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { AnswerOptions, GraphOptions, SteeringOptions, StrategyOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity, readPrevious } from '../read-closure.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { tell } from '../tell.ts';
import { tellSteering } from '../tell-steering.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `check`. */
export interface CheckOptions
  extends GraphOptions,
    StrategyOptions,
    SteeringOptions,
    AnswerOptions {
  readonly budget: number;
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
  refuseStdinTwice([
    file,
    configFile,
    ...against,
    options.popularity ?? options.pop,
    options.previous,
  ]);
  const popularity = await readPopularity(options);
  const grouped: GroupOptions = { ...options, popularity, previous: await readPrevious(options) };
  const closure = await readClosure(file, options);
  const older = await readClosures(against, options);

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
    await writeNewConfig(
      configFile,
      firstConfig(grouping, { ...options, popularity: undefined, previous: undefined }, updates),
      { popularity: options.popularity ?? options.pop, previous: options.previous },
    );
    return;
  }
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

async function writeNewConfig(
  file: string,
  config: CheckConfig,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (existsSync(file)) {
    throw new Failure(
      `${displayName(file)} exists\nremove it first, or name another with --config`,
      EXIT.usage,
    );
  }
  const folder = dirname(resolve(file));
  const $schema = relative(folder, join(__dirname, '..', 'share/group-layers/check.schema.json'));
  const named = Object.entries(files).flatMap(([name, other]) =>
    other === undefined ? [] : [[name, relative(folder, resolve(other))]],
  );
  const content = { $schema, ...config, ...Object.fromEntries(named) };
  await writeOutput(file, `${JSON.stringify(content, null, 2)}\n`);
  tell(`written to ${displayName(file)}`);
}
