import { Command } from 'commander';
import type { Closure } from '../../closure/closure.ts';
import { groupLayers } from '../../layers/group-layers.ts';
import { type CheckFormat, checkText } from '../../report/check-text.ts';
import { wrap } from '../../report/wrap.ts';
import { check } from '../../tuning/check.ts';
import { checkConfigSchema, parseCheckConfig } from '../../tuning/check-config.ts';
import { updatePull } from '../../tuning/update-pull.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addGraphOptions,
  collect,
  type GraphOptions,
  type ScoreOptions,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { tell } from '../tell.ts';
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
    .option('--config <FILE>', 'the rules, and how to group', 'group-layers.json')
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .option('-p, --popularity <FILE>', 'pinned popularity data, {"name or name-version": count}')
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', rulesHelp)
    .action(run);
  return addAnswerOptions(addGraphOptions(command), ['text', 'json', 'github']);
}

const HELP_WIDTH = 80;
const INDENT = 2;

function rulesHelp(): string {
  const rules = Object.entries(checkConfigSchema.shape).filter(([rule]) => rule !== '$schema');
  const titleWidth = Math.max(...rules.map(([rule]) => rule.length)) + INDENT;
  const lines = rules.flatMap(([rule, { description = '' }]) =>
    wrap(description, HELP_WIDTH - titleWidth - INDENT).map(
      (line, index) =>
        `${' '.repeat(INDENT)}${(index === 0 ? rule : '').padEnd(titleWidth)}${line}`,
    ),
  );
  return `\nThe config is a JSON object of any of:\n${lines.join('\n')}`;
}

async function run(file: string, options: CheckOptions): Promise<void> {
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
