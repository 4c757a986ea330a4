import type { CommandDeclaration, Declarations } from './declaration.ts';

/** Completion for bash. For anything that is neither an option nor a choice, bash completes files. */
export function bashCompletion({ root, commands }: Declarations): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion for group-layers

_group_layers() {
  local command='' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
      ${names.join(' | ')}) command=\${COMP_WORDS[1]} ;;
    esac
  fi
  local words=''
  if [[ $current != -* ]]; then
    case "$command $previous" in
${[root, ...commands].flatMap(choiceCases).join('\n')}
    esac
  fi
  if [[ $current == -* ]]; then
    case $command in
${[root, ...commands].map(optionCase).join('\n')}
    esac
  elif [[ -z $words && $COMP_CWORD == 1 ]]; then
    words='${names.join(' ')} help'
  fi
  COMPREPLY=()
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}

complete -o default -F _group_layers group-layers
`;
}

/** The choices of options, by the option before, and those of a first argument, by the command before. */
function choiceCases({ name, options, arguments: [first] }: CommandDeclaration): string[] {
  const choosers = [...options, { flags: [name], choices: first?.choices ?? [] }];
  return choosers
    .filter(({ choices }) => choices.length > 0)
    .map(({ flags, choices }) => {
      const patterns = flags.map((flag) => `'${name} ${flag}'`).join(' | ');
      return `      ${patterns}) words='${choices.join(' ')}' ;;`;
    });
}

function optionCase({ name, options }: CommandDeclaration): string {
  const flags = options.flatMap((option) => option.flags);
  return `      '${name}') words='${flags.join(' ')}' ;;`;
}
