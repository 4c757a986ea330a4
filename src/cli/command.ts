import type { Command, CommanderError } from 'commander';
import { catching } from './catching.ts';
import { groupCommand } from './commands/group.ts';
import { applyConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { refuseMisspelled } from './refuse-misspelled.ts';
import { keepSeparators } from './series-separator.ts';
import { writeOutput } from './write-output.ts';

/** Declares each command by its name; declarations are loaded only where they are asked for. */
const COMMANDS: Readonly<Record<string, (version: string) => Promise<Command>>> = {
  group: async () => grouping('group'),
  sweep: async () =>
    (await import('./commands/sweep.ts'))
      .sweepCommand()
      .action(async (files, options, command) =>
        (await areFleet(files))
          ? (await import('./commands/sweep-fleet.run.ts')).sweepFleetAction(
              files,
              options,
              command,
            )
          : (await import('./commands/sweep.run.ts')).sweepAction(files[0], options),
      ),
  compare: async () =>
    (await import('./commands/compare.ts'))
      .compareCommand()
      .action(async (args, options) =>
        (await import('./commands/compare.run.ts')).compareAction(args, options),
      ),
  diff: async () =>
    (await import('./commands/diff.ts'))
      .diffCommand()
      .action(async (oldFile, newFile, options) =>
        (await import('./commands/diff.run.ts')).diffAction(oldFile, newFile, options),
      ),
  explain: async () =>
    (await import('./commands/explain.ts'))
      .explainCommand()
      .action(async (file, queries, options) =>
        (await import('./commands/explain.run.ts')).explainAction(file, queries, options),
      ),
  check: async () =>
    (await import('./commands/check.ts'))
      .checkCommand()
      .action(async (file, options) =>
        (await import('./commands/check.run.ts')).checkAction(file, options),
      ),
  popularity: async () =>
    (await import('./commands/popularity.ts'))
      .popularityCommand()
      .action(async (files, options) =>
        (await import('./commands/popularity.run.ts')).popularityAction(files, options),
      ),
  report: async () =>
    (await import('./commands/report.ts'))
      .reportCommand()
      .action(async (files, options, command) =>
        (await areFleet(files))
          ? (await import('./commands/report-fleet.run.ts')).reportFleetAction(
              files,
              options,
              command,
            )
          : (await import('./commands/report.run.ts')).reportAction(files[0], options, command),
      ),
  fleet: async () =>
    (await import('./commands/fleet.ts'))
      .fleetCommand()
      .action(async (args, options) =>
        (await import('./commands/fleet.run.ts')).fleetAction(args, options),
      ),
  completion: async (version) =>
    (await import('./commands/completion.ts'))
      .completionCommand()
      .action(async (shell) =>
        (await import('./commands/completion.run.ts')).completionAction(
          shell,
          await createCommand(version),
        ),
      ),
};

/** Runs the command that arguments name. */
export function runCommand(version: string, args: readonly string[]): Promise<void> {
  return catching(async () => {
    refuseMisspelled(args[0], ['help', ...Object.keys(COMMANDS)]);
    let said = '';
    const program = await createCommand(version, args, (text) => {
      said += text;
    });
    try {
      await program.parseAsync(keepSeparators(args), { from: 'user' });
    } catch (error) {
      // --help and --version end like this
      if (!isOfCommander(error)) {
        throw error;
      }
    }
    if (said !== '') {
      await writeOutput('-', said);
    }
  });
}

function isOfCommander(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

/**
 * Declares the program with its commands. Parsing its arguments runs a command, and throws Failure for
 * wrong usage.
 *
 * @param args what will be parsed, if only that is: commands that it does not name are not declared
 * @param say called with the text of --help and --version
 */
export async function createCommand(
  version: string,
  args: readonly string[] = ['help'],
  say: (text: string) => void = () => {},
): Promise<Command> {
  const program = grouping('group-layers')
    .version(version)
    .enablePositionalOptions()
    .helpCommand(true)
    .hook('preSubcommand', refuseRootOptions)
    .hook('preAction', (_, command) => applyConfig(command));

  const needsAll = args.some((arg) => ['help', '--help', '-h'].includes(arg));
  const declared = Object.entries(COMMANDS).filter(([name]) => needsAll || args.includes(name));
  const commands = await Promise.all(declared.map(([, declare]) => declare(version)));
  for (const command of commands) {
    program.addCommand(command);
  }
  for (const command of [program, ...commands]) {
    const called = command === program ? program.name() : `${program.name()} ${command.name()}`;
    command
      .configureHelp({ helpWidth: 80 })
      .configureOutput({ writeOut: say, outputError: () => {}, writeErr: () => {} })
      .exitOverride((error) => exit(error, called));
  }
  return program;
}

/** The default command, which has a name of its own as well. */
function grouping(name: 'group' | 'group-layers'): Command {
  return groupCommand(name).action(async (graph, options) =>
    (await import('./commands/group.run.ts')).groupAction(graph, options),
  );
}

/** Whether arguments are the graphs of a fleet. */
async function areFleet(args: readonly string[]): Promise<boolean> {
  return (await import('./files-of-folder.ts')).isFleet(args);
}

/** Refuses options before the name of a command, which would be ignored. */
function refuseRootOptions(program: Command, command: Command): void {
  const given = program.options.find(
    (option) => program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined) {
    throw new Failure(
      `${given.long} before ${command.name()} has no effect\n` +
        `write it after: group-layers ${command.name()} … ${given.long}`,
      EXIT.usage,
    );
  }
}

/** Turns commander's errors into wrong usage, except those that end --help and --version. */
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
