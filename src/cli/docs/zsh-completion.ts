import type { CommandDeclaration, Declarations, OptionDeclaration } from './declaration.ts';

/** Completion for zsh, which uses its `_arguments`. */
export function zshCompletion({ root, commands }: Declarations): string {
  const described = commands.map(({ name, description }) =>
    quoted(`${name}:${description.replaceAll(':', '\\:')}`),
  );
  return `#compdef group-layers

_group_layers() {
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  case $words[2] in
${commands.map(caseOf).join('\n')}
    *)
      if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
        _describe -t commands command commands
      fi
      ${argumentsOf(root, '      ')}
      ;;
  esac
}

_group_layers "$@"
`;
}

function caseOf(command: CommandDeclaration): string {
  return `    ${command.name})
      shift words
      ((CURRENT--))
      ${argumentsOf(command, '      ')}
      ;;`;
}

function argumentsOf({ options, arguments: [first] }: CommandDeclaration, indent: string): string {
  const choices = first?.choices ?? [];
  const argument = choices.length > 0 ? `:${first!.name}:(${choices.join(' ')})` : '*:graph:_files';
  const specs = [...options.flatMap(specsOf), quoted(argument)];
  return ['_arguments', ...specs.map((spec) => `${indent}  ${spec}`)].join(' \\\n');
}

function specsOf({ flags, value, choices, description }: OptionDeclaration): string[] {
  const meaning = description.replace(/[[\]\\:]/g, '\\$&');
  const action = choices.length > 0 ? `(${choices.join(' ')})` : value === 'FILE' ? '_files' : ' ';
  const argument = value === undefined ? '' : `:${value}:${action}`;
  return flags.map((flag) => quoted(`*${flag}[${meaning}]${argument}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
