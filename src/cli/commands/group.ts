import { Command } from 'commander';
import {
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  colorOption,
  formOption,
  GRAPH_MEANING,
} from '../options.ts';
import { addSteeringOptions } from '../steering-options.ts';

const EXAMPLES = `Examples:
  group-layers .attrs.json --budget 60
  group-layers .#image.graph
  group-layers --strategy largest --out - .attrs.json | jq length
`;

/**
 * `group-layers` without the name of a command, or with that of `group`: writes the grouping of a graph.
 *
 * @param name what it is called
 */
export function groupCommand(name: 'group-layers' | 'group'): Command {
  const group = new Command(name)
    .description(
      'Assign every store path of a Nix closure to one of at most --budget container image layers.',
    )
    .argument('[GRAPH]', GRAPH_MEANING)
    .option('--graph <FILE>', 'the same as the argument');
  addBudgetOption(group)
    .option('-o, --out <FILE>', 'where the grouping goes; - for stdout', 'grouped-layers.json')
    .addOption(formOption());
  addStrategyOptions(group);
  addSteeringOptions(group);
  return addGraphOptions(group)
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'every layer, every decision, and the time of each phase')
    .option('--json', 'the summary as one JSON object')
    .option('--dry-run', 'look, and write no file')
    .addOption(colorOption())
    .addHelpText('beforeAll', ({ command }) => (command === group ? EXAMPLES : ''));
}
