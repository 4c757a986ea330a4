import { Command, Option } from 'commander';
import {
  addBudgetOption,
  addGraphOptions,
  addPreviousOptions,
  addStrategyOptions,
  colorOption,
} from '../options.ts';

const EXAMPLES = `Examples:
  group-layers .attrs.json --budget 60
  nix path-info --json -r ./result | group-layers -
  group-layers --strategy largest --out - .attrs.json | jq length
`;

/** `group-layers` without the name of a command: writes the grouping of a graph. */
export function groupCommand(): Command {
  const group = new Command('group-layers')
    .description(
      'Assign every store path of a Nix closure to one of at most --budget container image layers.',
    )
    .argument('[GRAPH]', 'the closure graph that Nix wrote; - for stdin')
    .option('--graph <FILE>', 'the same as the argument');
  addBudgetOption(group)
    .option('-o, --out <FILE>', 'where the grouping goes; - for stdout', 'grouped-layers.json')
    .addOption(
      new Option('--format <FORM>', 'objects, or a list of lists of store paths, or of names')
        .choices(['layers', 'paths', 'names'])
        .default('layers'),
    );
  addStrategyOptions(group);
  addPreviousOptions(group);
  return addGraphOptions(group)
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'every layer, every decision, and the time of each phase')
    .option('--json', 'the summary as one JSON object on stderr')
    .addOption(colorOption())
    .addHelpText('beforeAll', ({ command }) => (command === group ? EXAMPLES : ''));
}
