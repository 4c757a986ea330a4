import type { Command } from 'commander';
import { bashCompletion } from '../docs/bash-completion.ts';
import { declarationsOf } from '../docs/declaration.ts';
import { fishCompletion } from '../docs/fish-completion.ts';
import { zshCompletion } from '../docs/zsh-completion.ts';
import { writeOutput } from '../write-output.ts';

const COMPLETIONS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `group-layers completion`: writes the completion for a shell, made from the declarations of all commands. */
export async function completionAction(
  shell: keyof typeof COMPLETIONS,
  program: Command,
): Promise<void> {
  await writeOutput('-', COMPLETIONS[shell](declarationsOf(program)));
}
