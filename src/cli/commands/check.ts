import { Command } from 'commander';
import type { Closure } from '../../closure/closure.ts';
import { groupLayers } from '../../layers/group-layers.ts';
import { type CheckFormat, checkText } from '../../report/check-text.ts';
import { check } from '../../tuning/check.ts';
import { parseCheckConfig } from '../../tuning/check-config.ts';
import { updatePull } from '../../tuning/update-pull.ts';
import { colorsFor } from '../colors.ts';
import { EXIT } from '../exit-codes.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addGraphOptions,
  collect,
  type GraphOptions,
  type ScoreOptions,
} from '../options.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { writeOutput } from '../write-output.ts';

interface CheckOptions extends GraphOptions, ScoreOptions, AnswerOptions {
  readonly config: string;
  readonly against?: readonly string[];
  readonly format: CheckFormat;
}

const EXAMPLES = `Examples:
  nix path-info --json -r ./result | group-layers check -
  group-layers check new.json --against released.json --config group-layers.json
  group-layers check .attrs.json --format github
`;

/** `group-layers check`: a gate for CI. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('Hold the grouping of a graph against rules; exit code 1 when one is broken.')
    .argument('<GRAPH>', 'the closure graph that Nix wrote; - for stdin')
    .option('--config <FILE>', 'the rules', 'group-layers.json')
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .option('-p, --popularity <FILE>', 'pinned popularity data, {"name or name-version": count}')
    .addHelpText('before', EXAMPLES)
    .action(run);
  return addAnswerOptions(addGraphOptions(command), ['text', 'json', 'github']);
}

async function run(file: string, options: CheckOptions): Promise<void> {
  const { config: configFile, against = [] } = options;
  refuseStdinTwice([file, configFile, ...against, options.popularity]);
  const configText = await readInput(configFile);
  const config = refusing(displayName(configFile), () => parseCheckConfig(configText));
  const popularity = await readPopularity(options);
  const { budget, strategy, layerOverhead } = config;
  const group = (closure: Closure) =>
    groupLayers(closure, { budget, strategy, layerOverhead, popularity });

  const grouping = group(await readClosure(file, options));
  const older = [];
  for (const other of against) {
    older.push(group(await readClosure(other, options)));
  }
  const update = older.length === 0 ? undefined : updatePull(grouping, older);
  const findings = check(grouping, config, update);
  const colors = colorsFor(process.stdout, options.color, process.env);
  await writeOutput(options.out, checkText(findings, options.format, configFile, colors));
  if (findings.length > 0) {
    process.exitCode = EXIT.gateFailed;
  }
}
