import { type Command, InvalidArgumentError, Option } from 'commander';
import { RUNTIME_LIMITS, RUNTIME_NAMES, type RuntimeName } from '../layers/budget-presets.ts';
import { DEFAULTS } from '../layers/group-options.ts';
import { STRATEGY_NAMES, type StrategyName } from '../layers/strategy-names.ts';
import {
  parseBudgets,
  parseCount,
  parseOverhead,
  parsePercent,
  parseSize,
  parseWeight,
} from './parse-numbers.ts';

/** The options that say how graphs are read. */
export interface GraphOptions {
  readonly root?: readonly string[];
  readonly graphName?: string;
  readonly missing: 'refuse' | 'drop';
  readonly verbose?: true;
}

/** The options that say how closures are grouped, except the budget. */
export interface StrategyOptions extends ScoreOptions {
  readonly strategy: StrategyName;
}

/** The options that say how many layers there may be, and for what. */
export interface BudgetOptions {
  readonly budget: number;
  readonly base?: readonly string[];
  readonly reserve: number;
  readonly runtime?: RuntimeName;
}

/** The options of all strategies. */
export interface ScoreOptions extends BudgetOptions {
  readonly popularity?: string;
  readonly pop?: string;
  readonly sizeThreshold: number;
  readonly popularityThreshold: number;
  readonly layerOverhead: number;
  readonly sharingWeight: number;
}

/** The values of `--color`. */
export type ColorChoice = 'auto' | 'always' | 'never';

/** The options of a command whose answer goes to stdout. */
export interface AnswerOptions {
  readonly out: string;
  readonly format: string;
  readonly json?: true;
  readonly color: ColorChoice;
}

/** What `GRAPH` may be. */
export const GRAPH_MEANING =
  'the closure graph that Nix wrote; or a store path, ./result, or an installable; - for stdin';

/** Adds the options that say how a graph is read. */
export function addGraphOptions(command: Command): Command {
  return command
    .option(
      '--root <PATH>',
      "a root, instead of the input's, by path or name; may be repeated",
      collect,
    )
    .option('--graph-name <NAME>', 'which graph, when the input contains several')
    .addOption(
      new Option('--missing <ACTION>', 'references to paths that are not in the input')
        .choices(['refuse', 'drop'])
        .default('refuse'),
    );
}

/** Adds `--config`. */
export function addConfigOption(command: Command): Command {
  return command.option(
    '--config <FILE>',
    'options and rules (default: group-layers.json here or above)',
  );
}

/** Adds the options that say how a closure is grouped, except the budget. */
export function addStrategyOptions(command: Command): Command {
  return addScoreOptions(command).addOption(
    new Option('--strategy <NAME>', 'how to group')
      .choices(STRATEGY_NAMES)
      .default(DEFAULTS.strategy),
  );
}

/** `--strategy` for a command that accepts several. */
export function strategiesOption(meaning: string): Option {
  const description = `${meaning}; may be repeated (default: all)`;
  return new Option('--strategy <NAME>', description)
    .choices(STRATEGY_NAMES)
    .argParser((value: string, previous?: readonly string[]) => {
      if (!(STRATEGY_NAMES as readonly string[]).includes(value)) {
        throw new InvalidArgumentError(`Allowed choices are ${STRATEGY_NAMES.join(', ')}.`);
      }
      return collect(value, previous);
    });
}

/** Adds the options of all strategies. */
export function addScoreOptions(command: Command): Command {
  return addConfigOption(addPopularityOption(command))
    .addOption(new Option('--pop <FILE>').hideHelp())
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
      'what one more layer is worth: bytes; or latency@bandwidth such as 50ms@100Mbit, which is the bytes that the link carries meanwhile; or internet (50ms@100Mbit), lan (1ms@1Gbit), cold-start (50ms@1Gbit, three at a time) (strategy expected-pull)',
      parseOverhead,
      DEFAULTS.layerOverhead,
    )
    .option(
      '--sharing-weight <NUMBER>',
      'sharing with other images against updates (strategy expected-pull)',
      parseWeight,
      DEFAULTS.sharingWeight,
    );
}

/** Adds `--popularity`. */
export function addPopularityOption(command: Command): Command {
  return command.option(
    '-p, --popularity <FILE>',
    'pinned popularity data, as group-layers popularity writes',
  );
}

/** Adds `--budget`, and the options that say what of it is for others. */
export function addBudgetOption(command: Command): Command {
  return command
    .option('-b, --budget <N>', 'most layers', parseCount(1), DEFAULTS.budget)
    .option(
      '--max-layers <N>',
      "the same; dockerTools' maxLayers also counts the layers above and below",
      parseCount(1),
    )
    .on('option:max-layers', () =>
      command.setOptionValueWithSource('budget', command.getOptionValue('maxLayers'), 'cli'),
    )
    .option(
      '--base <FILE>',
      'what the image is built upon, whose store paths are left out and whose layers count: an image, a grouped-layers.json, or a list of store paths; may be repeated',
      collect,
    )
    .option(
      '--reserve <N>',
      'layers of the budget that are kept for others',
      parseCount(0),
      DEFAULTS.reserve,
    )
    .addOption(
      new Option(
        '--runtime <NAME>',
        `refuse budgets over what it takes: ${RUNTIME_NAMES.map((name) => `${name} ${RUNTIME_LIMITS[name]}`).join(', ')}`,
      ).choices(RUNTIME_NAMES),
    );
}

/** `--target`, for commands that give a verdict on budgets. */
export function targetOption(): Option {
  return new Option(
    '--target <PERCENT>',
    'a budget is enough if it expects at most so much above the best',
  )
    .argParser(parsePercent)
    .default(DEFAULT_TARGET, '5 %');
}

const DEFAULT_TARGET = 0.05;

/** Adds the options of a command whose answer goes to stdout. */
export function addAnswerOptions(command: Command, formats: readonly string[]): Command {
  return command
    .option('-o, --out <FILE>', 'where the answer goes; - for stdout', '-')
    .addOption(
      new Option('--format <FORM>', 'form of the answer').choices(formats).default(formats[0]),
    )
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .option('-v, --verbose', 'every row and every decision')
    .addOption(colorOption());
}

/** `--format` of a command that writes groupings. */
export function formOption(): Option {
  return new Option('--format <FORM>', 'objects, or a list of lists of store paths, or of names')
    .choices(['layers', 'paths', 'names'])
    .default('layers');
}

/** `--color`, which every command except `report` has. */
export function colorOption(): Option {
  return new Option('--color <WHEN>', 'colours')
    .choices(['auto', 'always', 'never'])
    .default('auto');
}

/** Collects the values of an option that may be repeated. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** `--budgets`, for commands that group at several budgets. */
export function budgetsOption(meaning: string): Option {
  return new Option('--budgets <LIST>', `${meaning}, such as 8,16,24 or 1..127`)
    .argParser(parseBudgets)
    .default(parseBudgets(ALL_BUDGETS), ALL_BUDGETS);
}

const ALL_BUDGETS = '1..127';
