import pc from 'picocolors';
import type { Colors } from '../report/colors.ts';

/** The values of `--color`. */
export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * The colours of text on `stream`. With `auto` there are none if it is not a terminal, if `TERM` is
 * `dumb`, or if `NO_COLOR` is set.
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
