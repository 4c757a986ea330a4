import { Argument, Command } from 'commander';

const EXAMPLES = `Examples:
  source <(group-layers completion bash)
  group-layers completion zsh > ~/.zfunc/_group-layers
  group-layers completion fish > ~/.config/fish/completions/group-layers.fish
`;

/** `group-layers completion`: what a shell needs to complete commands, options and choices. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('Write the completion for a shell to stdout.')
    .addArgument(new Argument('<SHELL>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('before', EXAMPLES);
}
