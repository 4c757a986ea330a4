import { Command } from 'commander';
import { wordsHelp } from '../../report/words.ts';
import {
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  budgetsOption,
  collect,
  GRAPH_MEANING,
  targetOption,
} from '../options.ts';

const EXAMPLES = `Examples:
  group-layers sweep .#image.graph
  group-layers sweep new.json --against old.json
  group-layers sweep .attrs.json --budgets 8,16,32..64 --json
`;

/** `group-layers sweep`: what each budget costs. */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description(
      'Show for every budget the layers, the largest one, and what the next update pulls.',
    )
    .argument('<GRAPH...>', `${GRAPH_MEANING}; several, or a folder of them, for a fleet`)
    .addOption(budgetsOption('budgets to try'))
    .addOption(targetOption())
    .option(
      '--against <FILE>',
      'an older graph of the same image, or of the fleet; may be repeated, and the pulls are added up',
      collect,
    )
    .option(
      '--image <FILE>',
      'a graph of another image, to share layers with; may be repeated',
      collect,
    )
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', wordsHelp(['floor', 'excess']));
  return addAnswerOptions(addStrategyOptions(addBudgetOption(addGraphOptions(command))), [
    'table',
    'json',
  ]);
}
