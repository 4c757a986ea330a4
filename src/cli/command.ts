import type { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { compareCommand } from './commands/compare.ts';
import { completionCommand } from './commands/completion.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { fleetCommand } from './commands/fleet.ts';
import { groupCommand } from './commands/group.ts';
import { popularityCommand } from './commands/popularity.ts';
import { reportCommand } from './commands/report.ts';
import { sweepCommand } from './commands/sweep.ts';
import { applyConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/** Declares each command by its name. */
const COMMANDS: Readonly<Record<string, (version: string) => Command>> = {
  group: () =>
    groupCommand('group').action(async (graph, options) =>
      (await import('./commands/group.run.ts')).groupAction(graph, options),
    ),
  sweep: () =>
    sweepCommand().action(async (files, options, command) =>
      (await areFleet(files))
        ? (await import('./commands/sweep-fleet.run.ts')).sweepFleetAction(files, options, command)
        : (await tuning()).sweepAction(files[0], options),
    ),
  compare: () =>
    compareCommand().action(async (args, options) => (await tuning()).compareAction(args, options)),
  diff: () =>
    diffCommand().action(async (oldFile, newFile, options) =>
      (await tuning()).diffAction(oldFile, newFile, options),
    ),
  explain: () =>
    explainCommand().action(async (file, queries, options) =>
      (await tuning()).explainAction(file, queries, options),
    ),
  check: () =>
    checkCommand().action(async (file, options) => (await tuning()).checkAction(file, options)),
  popularity: () =>
    popularityCommand().action(async (files, options) =>
      (await tuning()).popularityAction(files, options),
    ),
  report: () =>
    reportCommand().action(async (files, options, command) =>
      (await areFleet(files))
        ? (await import('./commands/report-fleet.run.ts')).reportFleetAction(files, options)
        : (await tuning()).reportAction(files[0], options, command),
    ),
  fleet: () =>
    fleetCommand().action(async (args, options) =>
      (await import('./commands/fleet.run.ts')).fleetAction(args, options),
    ),
  completion: (version) =>
    completionCommand().action(async (shell) =>
      (await import('./commands/completion.run.ts')).completionAction(
        shell,
        createCommand(version),
      ),
    ),
};

/** The names of all commands. */
export const COMMAND_NAMES = ['help', ...Object.keys(COMMANDS)];

/**
 * Declares the program with its commands. Parsing its arguments runs a command, and throws Failure for
 * wrong usage.
 *
 * @param args what will be parsed, if only that is: other commands are not declared, which takes longer than many a run
 * @param say called with the text of --help and --version
 */
export function createCommand(
  version: string,
  args: readonly string[] = ['help'],
  say: (text: string) => void = () => {},
): Command {
  const program = groupCommand('group-layers')
    .action(async (graph, options) =>
      (await import('./commands/group.run.ts')).groupAction(graph, options),
    )
    .version(version)
    .enablePositionalOptions()
    .helpCommand(true)
    .hook('preSubcommand', refuseRootOptions)
    .hook('preAction', (_, command) => applyConfig(command));

  const needsAll = args.some((arg) => ['help', '--help', '-h'].includes(arg));
  const commands = Object.entries(COMMANDS)
    .filter(([name]) => needsAll || args.includes(name))
    .map(([, declare]) => declare(version));
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

/** What the other commands do, loaded when one of them runs. */
function tuning() {
  return import('./commands/tuning.run.ts');
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
