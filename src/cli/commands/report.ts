import { Command, Option } from 'commander';
import {
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  budgetsOption,
  collect,
  GRAPH_MEANING,
  targetOption,
} from '../options.ts';
import { parseCount, parseSize } from '../parse-numbers.ts';
import { addSteeringOptions } from '../steering-options.ts';

const FORMATS = ['html', 'svg', 'dot', 'mermaid', 'gexf'] as const;

/** The values of --format. */
export type ReportFormat = (typeof FORMATS)[number];

const EXAMPLES = `Examples:
  group-layers report .#image.graph
  group-layers report new.json --against old.json --html report.html
  group-layers report .attrs.json --budget 24 --format svg -o layers.svg
`;

/** `group-layers report`: one page, or a picture, that shows a grouping. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description('Show the grouping: one self-contained HTML page, a picture, or a graph.')
    .argument('<GRAPH...>', `${GRAPH_MEANING}; several, or a folder of them, for a fleet`)
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .option('--html <FILE>', 'write the page to FILE (default: "report.html")')
    .option('--open', 'open the page in the browser')
    .addOption(
      new Option('--format <FORM>', 'the page, a treemap, a dominator tree, or a graph for Gephi')
        .choices(FORMATS)
        .default('html'),
    )
    .option('--min-size <SIZE>', 'leave out smaller store paths (dot and mermaid)', parseSize)
    .option('--depth <N>', 'most steps below the image root (dot and mermaid)', parseCount(1))
    .option('-o, --out <FILE>', 'where it goes; - for stdout, the default except for html')
    .addOption(budgetsOption('budgets on the page; by default fewer for large closures'))
    .addOption(targetOption())
    .addHelpText('before', EXAMPLES);
  return addSteeringOptions(addStrategyOptions(addBudgetOption(addGraphOptions(command)))).option(
    '-v, --verbose',
    'every decision',
  );
}
