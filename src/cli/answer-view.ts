import type { Colors } from '../report/colors.ts';
import { colorsFor } from './colors.ts';
import type { AnswerOptions } from './options.ts';
import { widthOf } from './terminal.ts';

/** The width and the colours of an answer: those of the terminal on stdout, none in a file. */
export function answerView(
  { out, color }: Pick<AnswerOptions, 'out' | 'color'>,
  stdout: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
  environment: NodeJS.ProcessEnv = process.env,
): { width: number; colors: Colors } {
  const stream = out === '-' ? stdout : {};
  return { width: widthOf(stream), colors: colorsFor(stream, color, environment) };
}
