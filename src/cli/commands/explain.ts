import { Command } from 'commander';
import {
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  budgetsOption,
  GRAPH_MEANING,
} from '../options.ts';
import { addSteeringOptions } from '../steering-options.ts';

const EXAMPLES = `Examples:
  group-layers explain .attrs.json glibc
  group-layers explain .attrs.json openssl-3.0.14 --budget 24
  group-layers explain .attrs.json curl --format dot | dot -Tsvg -o curl.svg
`;

/** `group-layers explain`: why a store path is in its layer. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'Explain store paths: their sizes, what needs them, and why they are in their layer.',
    )
    .argument('<GRAPH>', GRAPH_MEANING)
    .argument('<PATH...>', 'store paths, digests, names with or without version, or patterns')
    .addOption(budgetsOption('budgets at which to look whether a path has its own layer'))
    .addHelpText('before', EXAMPLES);
  addSteeringOptions(addStrategyOptions(addBudgetOption(addGraphOptions(command))));
  return addAnswerOptions(command, ['text', 'json', 'dot']);
}
