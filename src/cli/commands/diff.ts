import { Command } from 'commander';
import { wordsHelp } from '../../report/words.ts';
import {
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
} from '../options.ts';

const EXAMPLES = `Examples:
  group-layers diff old.json new.json
  group-layers diff old.json new.json --budget 40 --strategy auto-layer
  group-layers diff old/grouped-layers.json grouped-layers.json
`;

/** `group-layers diff`: what a client that has OLD pulls for NEW. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('Show what a client that has OLD pulls for NEW, and because of which store paths.')
    .argument(
      '<OLD>',
      'a closure graph, or a grouped-layers.json; or a folder of either, for a fleet',
    )
    .argument('<NEW>', 'the same for the newer image or fleet')
    .option('--graph-old <FILE>', 'the graph of OLD, if that is a grouped-layers.json')
    .option('--graph-new <FILE>', 'the graph of NEW, if that is a grouped-layers.json')
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', wordsHelp(['floor', 'carried']));
  addStrategyOptions(addBudgetOption(addGraphOptions(command)));
  return addAnswerOptions(command, ['text', 'json', 'markdown']);
}
