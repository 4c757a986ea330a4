import pc from 'picocolors';
import type { Colors } from '../report/colors.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * Colours for text that goes to `stream`. Left to itself, that is none off a terminal, on a dumb
 * one, or where `NO_COLOR` is set; `--color` has the last word.
 */
export function colorsFor(
  stream: { readonly isTTY?: boolean },
  choice: ColorChoice,
  environment: NodeJS.ProcessEnv,
): Colors {
  const { NO_COLOR, TERM } = environment;
  const wanted = stream.isTTY === true && !NO_COLOR && TERM !== 'dumb';
  return pc.createColors(choice === 'auto' ? wanted : choice === 'always');
}
