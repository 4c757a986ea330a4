import { Command } from 'commander';
import { sweepJson } from '../../report/sweep-json.ts';
import { sweepText } from '../../report/sweep-text.ts';
import { type SweepRow, sweep } from '../../tuning/sweep.ts';
import { answerView } from '../answer-view.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addGraphOptions,
  addStrategyOptions,
  budgetsOption,
  collect,
  type GraphOptions,
  type StrategyOptions,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readClosures, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { writeOutput } from '../write-output.ts';

interface SweepOptions extends GraphOptions, StrategyOptions, AnswerOptions {
  readonly budgets: readonly number[];
  readonly against?: readonly string[];
  readonly image?: readonly string[];
}

const EXAMPLES = `Examples:
  nix path-info --json -r ./result | group-layers sweep -
  group-layers sweep new.json --against old.json
  group-layers sweep .attrs.json --budgets 8,16,32..64 --json
`;

/** `group-layers sweep`: what each budget would cost. */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description(
      'Show what every layer budget gives: layers, the largest one, what the next update pulls.',
    )
    .argument('<GRAPH>', 'the closure graph that Nix wrote; - for stdin')
    .addOption(budgetsOption('budgets to try'))
    .option(
      '--against <FILE>',
      'an older graph of the same image; may be repeated, and adds up',
      collect,
    )
    .option(
      '--image <FILE>',
      'a graph of another image, to share layers with; may be repeated',
      collect,
    )
    .addHelpText('before', EXAMPLES)
    .action(run);
  return addAnswerOptions(addStrategyOptions(addGraphOptions(command)), ['table', 'json']);
}

async function run(file: string, options: SweepOptions): Promise<void> {
  const { against = [], image = [] } = options;
  refuseStdinTwice([file, ...against, ...image, options.popularity ?? options.pop]);
  const popularity = await readPopularity(options);
  const closure = await readClosure(file, options);
  const older = await readClosures(against, options);
  const others = await readClosures(image, options);

  const rows: SweepRow[] = [];
  const report = progress(process.stderr, options.budgets.length);
  const groupOptions = { ...options, popularity };
  for (const row of sweep(closure, options.budgets, groupOptions, { older, others })) {
    rows.push(row);
    report.step(`budget ${row.budget}`);
  }
  report.end();
  const text =
    options.format === 'json'
      ? sweepJson(rows)
      : sweepText(rows, {
          ...answerView(options),
          rows: options.verbose ? 'all' : 'some',
        });
  await writeOutput(options.out, text);
}
