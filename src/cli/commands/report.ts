import { basename } from 'node:path';
import { Command } from 'commander';
import type { Closure } from '../../closure/closure.ts';
import { type GroupOptions, groupLayers } from '../../layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../layers/strategies.ts';
import { summarize } from '../../layers/summarize.ts';
import { printable } from '../../report/printable.ts';
import { reportData, type TitledClosure } from '../../report/report-data.ts';
import { reportHtml } from '../../report/report-html.ts';
import {
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  collect,
  type GraphOptions,
  parseBudgets,
  type StrategyOptions,
} from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { progress } from '../progress.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

interface ReportOptions extends GraphOptions, StrategyOptions {
  readonly budget: number;
  readonly budgets?: readonly number[];
  readonly against?: readonly string[];
  readonly html?: string;
}

const EXAMPLES = `Examples:
  nix path-info --json -r ./result | group-layers report -
  group-layers report new.json --against old.json --html report.html
`;

const DEFAULT_FILE = 'report.html';

/** Closures up to this size are grouped at every budget; larger ones at some that stand for the rest. */
const MANY_PATHS = 1500;
const EVERY_BUDGET = parseBudgets('1..127');
const SOME_BUDGETS = parseBudgets('1..12,14,16,20,24,28,32,40,48,56,64,72,80,94,100,112,127');

/** `group-layers report`: one page, or a picture, that shows a grouping. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description('Write one self-contained HTML page that shows the grouping at every budget.')
    .argument('<GRAPH>', 'the closure graph that Nix wrote; - for stdin')
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .option('--html <FILE>', 'where the page goes; - for stdout (default: "report.html")')
    .option(
      '--budgets <LIST>',
      `budgets that the page can show (default: 1..127, of more than ${MANY_PATHS} paths some)`,
      parseBudgets,
    )
    .addHelpText('before', EXAMPLES)
    .action(run);
  return addStrategyOptions(addBudgetOption(addGraphOptions(command))).option(
    '-v, --verbose',
    'what was decided on the way',
  );
}

async function run(file: string, options: ReportOptions): Promise<void> {
  const { against = [] } = options;
  refuseStdinTwice([file, ...against, options.popularity ?? options.pop]);
  const popularity = await readPopularity(options);
  const closure = await readClosure(file, options);
  const grouping = groupLayers(closure, { ...options, popularity });

  const older: TitledClosure[] = [];
  for (const old of against) {
    older.push({ title: titleOf(old), closure: await readClosure(old, options) });
  }
  const budgets = budgetsFor(closure, options);
  const report = progress(process.stderr, budgets.length * STRATEGY_NAMES.length);
  const input = {
    title: titleOf(file),
    closure,
    older,
    summary: summarize(grouping),
    budgets,
    options: { ...options, popularity } satisfies GroupOptions,
  };
  const data = reportData(input, report.step);
  report.end();
  const target = options.html ?? DEFAULT_FILE;
  await writeOutput(target, reportHtml(data, readPageAssets()));
  if (target !== '-') {
    tell(`written to ${printable(target)}`);
  }
}

function titleOf(file: string): string {
  return file === '-' ? displayName(file) : basename(file);
}

function budgetsFor({ storePaths }: Closure, { budget, budgets }: ReportOptions): number[] {
  const asked = budgets ?? (storePaths.length > MANY_PATHS ? SOME_BUDGETS : EVERY_BUDGET);
  return [...new Set([...asked, budget])].sort((a, b) => a - b);
}
