import { Command } from 'commander';
import { wordsHelp } from '../../report/words.ts';
import {
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addScoreOptions,
  strategiesOption,
  targetOption,
} from '../options.ts';
import { addHintOptions } from '../steering-options.ts';

const EXAMPLES = `Examples:
  group-layers compare .attrs.json --budget 40
  group-layers compare web.1.json web.2.json -- api.1.json api.2.json
  group-layers compare snapshots/ --popularity popularity.json --json
`;

/** `group-layers compare`: strategies side by side. */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Compare the strategies at a budget, on one graph or on series of updates.')
    .argument(
      '<GRAPH...>',
      'one graph; or snapshots of an image, oldest first, and -- between images; or a folder of <image>.<step>.json',
    )
    .addOption(strategiesOption('one to compare'))
    .addOption(targetOption())
    .addHelpText('before', EXAMPLES)
    .addHelpText(
      'after',
      wordsHelp(['floor', 'pull', 'excess', 'churn', 'registry', 'cross', 'release']),
    );
  addHintOptions(addScoreOptions(addBudgetOption(addGraphOptions(command))));
  return addAnswerOptions(command, ['table', 'json']);
}
