import { Command } from 'commander';
import { sweepJson } from '../../report/sweep-json.ts';
import { sweepText } from '../../report/sweep-text.ts';
import { type SweepRow, sweep } from '../../tuning/sweep.ts';
import { colorsFor } from '../colors.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addGraphOptions,
  addStrategyOptions,
  collect,
  type GraphOptions,
  parseBudgets,
  type StrategyOptions,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { widthOf } from '../terminal.ts';
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
    .description('Show what every layer budget gives: layers, expected pull, real pull.')
    .argument('<GRAPH>', 'the closure graph that Nix wrote; - for stdin')
    .option(
      '--budgets <LIST>',
      'budgets, such as 1..127 or 8,16,24',
      parseBudgets,
      parseBudgets('1..127'),
    )
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .option('--image <FILE>', 'a graph of another image; may be repeated', collect)
    .addHelpText('before', EXAMPLES)
    .action(run);
  command.options.find(({ long }) => long === '--budgets')!.defaultValueDescription = '1..127';
  return addAnswerOptions(addStrategyOptions(addGraphOptions(command)), ['table', 'json']);
}

async function run(file: string, options: SweepOptions): Promise<void> {
  const { against = [], image = [] } = options;
  refuseStdinTwice([file, ...against, ...image, options.popularity ?? options.pop]);
  const popularity = await readPopularity(options);
  const closure = await readClosure(file, options);
  const older = await readAll(against, options);
  const others = await readAll(image, options);

  const rows: SweepRow[] = [];
  const report = progress(process.stderr, options.budgets.length);
  for (const row of sweep(
    closure,
    options.budgets,
    { ...options, popularity },
    { older, others },
  )) {
    rows.push(row);
    report.step(`budget ${row.budget}`);
  }
  report.end();
  const text =
    options.format === 'json'
      ? sweepJson(rows)
      : sweepText(rows, {
          width: widthOf(process.stdout),
          rows: options.verbose ? 'all' : 'some',
          colors: colorsFor(process.stdout, options.color, process.env),
        });
  await writeOutput(options.out, text);
}

async function readAll(files: readonly string[], options: GraphOptions) {
  const closures = [];
  for (const file of files) {
    closures.push(await readClosure(file, options));
  }
  return closures;
}
