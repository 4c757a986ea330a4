import { Command, type CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { checkCommand } from './commands/check.ts';
import { compareCommand } from './commands/compare.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { popularityCommand } from './commands/popularity.ts';
import { reportCommand } from './commands/report.ts';
import { sweepCommand } from './commands/sweep.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { addBudgetOption, addGraphOptions, addStrategyOptions, colorOption } from './options.ts';

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
    .option('--graph <FILE>', 'the same as the argument');
  addBudgetOption(program)
    .option('-o, --out <FILE>', 'where the grouping goes; - for stdout', 'grouped-layers.json')
    .addOption(
      new Option('--format <FORM>', 'objects, or a list of lists of store paths')
        .choices(['layers', 'paths'])
        .default('layers'),
    );
  addStrategyOptions(program);
  addGraphOptions(program)
    .option('-q, --quiet', 'nothing but errors')
    .option('-v, --verbose', 'every layer, what was decided on the way, and what each phase took')
    .option('--json', 'the summary as one JSON object on stderr')
    .addOption(colorOption())
    .version(packageJson.version)
    .addHelpText('beforeAll', ({ command }) => (command === program ? EXAMPLES : ''))
    .enablePositionalOptions()
    .helpCommand(true)
    .hook('preSubcommand', refuseRootOptions)
    .action(async (graph, options) =>
      (await import('./actions/group.ts')).groupAction(graph, options),
    );

  const commands = [
    sweepCommand(),
    compareCommand(),
    diffCommand(),
    explainCommand(),
    checkCommand(),
    popularityCommand(),
    reportCommand(),
  ];
  for (const command of commands) {
    program.addCommand(command);
  }
  for (const command of [program, ...commands]) {
    const called = command === program ? program.name() : `${program.name()} ${command.name()}`;
    command
      .configureOutput({ outputError: () => {}, writeErr: () => {} })
      .exitOverride((error) => exit(error, called));
  }
  return program;
}

/** What stands before a command's name would be ignored. */
function refuseRootOptions(program: Command, command: Command): void {
  const given = program.options.find(
    (option) => program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined) {
    throw new Failure(
      `${given.long} before ${command.name()} says nothing to it\n` +
        `write it after: group-layers ${command.name()} … ${given.long}`,
      EXIT.usage,
    );
  }
}

/** Commander's errors are wrong usage, but for those that follow --help and --version. */
function exit(error: CommanderError, called: string): never {
  if (error.exitCode === 0) {
    throw error;
  }
  const message =
    error.code === 'commander.help'
      ? 'no such command'
      : error.message.replace(/^error: /, '').replace('is invalid. ', 'is invalid, ');
  throw new Failure(`${message}\ntry ${called} --help`, EXIT.usage, { cause: error });
}
