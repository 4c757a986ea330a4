import { Command, type CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { DEFAULTS } from '../layers/group-layers.ts';
import { STRATEGY_NAMES } from '../layers/strategies.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { group } from './group.ts';
import { parseCount, parseSize } from './parse-numbers.ts';

const EXAMPLES = `Examples:
  group-layers .attrs.json --budget 60
  nix path-info --json -r ./result | group-layers -
  group-layers --strategy largest --out - .attrs.json | jq length
`;

/** Declares the command. Parsing throws Failure for wrong usage, and runs what was asked for. */
export function createCommand(): Command {
  const program = new Command('group-layers')
    .description(
      'Assign every store path of a Nix closure to one of at most --budget container image layers.',
    )
    .argument('[GRAPH]', 'the closure graph that Nix wrote; - for stdin')
    .option('--graph <FILE>', 'the same as the argument')
    .option('-b, --budget <N>', 'most layers', parseCount(1), DEFAULTS.budget)
    .option('-o, --out <FILE>', 'where the grouping goes; - for stdout', 'grouped-layers.json')
    .option('-p, --popularity <FILE>', 'pinned popularity data, {"name or name-version": count}')
    .addOption(new Option('--pop <FILE>').hideHelp())
    .addOption(
      new Option('--strategy <NAME>', 'how to group')
        .choices(STRATEGY_NAMES)
        .default(DEFAULTS.strategy),
    )
    .option(
      '--size-threshold <SIZE>',
      'big: closureSize over SIZE (strategy nixery)',
      parseSize,
      DEFAULTS.sizeThreshold,
    )
    .option(
      '--popularity-threshold <N>',
      'popular: count of at least N (strategy nixery)',
      parseCount(0),
      DEFAULTS.popularityThreshold,
    )
    .option(
      '--layer-overhead <SIZE>',
      'what one more layer is worth (strategy expected-pull)',
      parseSize,
      DEFAULTS.layerOverhead,
    )
    .option('--root <PATH>', "a root, instead of the input's; may be repeated", collect)
    .option('--graph-name <NAME>', 'which graph, when the input holds several')
    .addOption(
      new Option('--format <FORM>', 'objects, or a list of lists of store paths')
        .choices(['layers', 'paths'])
        .default('layers'),
    )
    .addOption(
      new Option('--missing <ACTION>', 'references to paths that are not in the input')
        .choices(['refuse', 'drop'])
        .default('refuse'),
    )
    .option('-q, --quiet', 'nothing but errors')
    .option('-v, --verbose', 'every layer, and what was decided on the way')
    .option('--json', 'the summary as one JSON object on stderr')
    .addOption(new Option('--color <WHEN>').choices(['auto', 'always', 'never']).default('auto'))
    .version(packageJson.version)
    .addHelpText('beforeAll', EXAMPLES)
    .configureOutput({ outputError: () => {} })
    .exitOverride(exit)
    .action(group);
  return program;
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** Commander's errors are wrong usage, but for those that follow --help and --version. */
function exit(error: CommanderError): never {
  if (error.exitCode === 0) {
    throw error;
  }
  const message = error.message.replace(/^error: /, '').replace('is invalid. ', 'is invalid, ');
  throw new Failure(`${message}\ntry group-layers --help`, EXIT.usage, { cause: error });
}
