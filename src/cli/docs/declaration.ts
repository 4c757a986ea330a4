import type { Command, Option } from 'commander';

/** An option as its command declares it. */
export interface OptionDeclaration {
  /** Such as `-b` and `--budget`; one or both. */
  readonly flags: readonly string[];
  /** The name of its value, such as `FILE`; undefined if it has none. */
  readonly value?: string | undefined;
  readonly choices: readonly string[];
  readonly description: string;
  readonly defaultValue?: string | undefined;
}

/** An argument as its command declares it. */
export interface ArgumentDeclaration {
  readonly name: string;
  readonly description: string;
  /** Empty if it may be anything, such as a file. */
  readonly choices: readonly string[];
}

/** A command as it is declared, for completions and the man page. */
export interface CommandDeclaration {
  /** Empty for the root command. */
  readonly name: string;
  readonly description: string;
  /** `<GRAPH> <PATH...>` */
  readonly usage: string;
  readonly arguments: readonly ArgumentDeclaration[];
  /** The options that --help shows. */
  readonly options: readonly OptionDeclaration[];
  readonly examples: readonly string[];
}

/** The root command and its sub-commands. */
export interface Declarations {
  readonly root: CommandDeclaration;
  readonly commands: readonly CommandDeclaration[];
}

/** The declarations of a program's commands. */
export function declarationsOf(program: Command): Declarations {
  return {
    root: { ...declarationOf(program), name: '' },
    commands: program.commands.map(declarationOf),
  };
}

function declarationOf(command: Command): CommandDeclaration {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: command.description(),
    usage: command.registeredArguments
      .map((argument) => {
        const name = argument.name() + (argument.variadic ? '...' : '');
        return argument.required ? `<${name}>` : `[${name}]`;
      })
      .join(' '),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      choices: argument.argChoices ?? [],
    })),
    options: help.visibleOptions(command).map(optionOf),
    examples: examplesOf(command),
  };
}

function optionOf(option: Option): OptionDeclaration {
  const { short, long, flags, argChoices, description, defaultValue, defaultValueDescription } =
    option;
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    value: /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1],
    choices: argChoices ?? [],
    description,
    defaultValue:
      defaultValueDescription ?? (defaultValue === undefined ? undefined : String(defaultValue)),
  };
}

/** The indented lines after `Examples:` in --help. */
function examplesOf(command: Command): string[] {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  const lines = help.split('\n');
  const first = lines.indexOf('Examples:') + 1;
  return lines.slice(first, lines.indexOf('', first)).map((line) => line.trim());
}
