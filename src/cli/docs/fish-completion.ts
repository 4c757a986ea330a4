import type { CommandDeclaration, Declarations } from './declaration.ts';

/** Completion for fish. */
export function fishCompletion({ root, commands }: Declarations): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = [
    '# fish completion for group-layers',
    ...commands.map(
      ({ name, description }) =>
        `complete -c group-layers -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...optionLines(root, `not __fish_seen_subcommand_from ${names}`),
    ...commands.flatMap((command) => {
      const condition = `__fish_seen_subcommand_from ${command.name}`;
      const choices = command.arguments[0]?.choices ?? [];
      const offered = `complete -c group-layers -n ${quoted(condition)} -x -a ${quoted(choices.join(' '))}`;
      return [...(choices.length > 0 ? [offered] : []), ...optionLines(command, condition)];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function optionLines({ options }: CommandDeclaration, condition: string): string[] {
  return options.map(({ flags, value, choices, description }) => {
    const names = flags.map((flag) =>
      flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
    );
    const takes =
      choices.length > 0
        ? [`-x -a ${quoted(choices.join(' '))}`]
        : value === undefined
          ? []
          : [value === 'FILE' ? '-r -F' : '-x'];
    return [
      `complete -c group-layers -n ${quoted(condition)}`,
      ...names,
      ...takes,
      `-d ${quoted(description)}`,
    ].join(' ');
  });
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
