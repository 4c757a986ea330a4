import type { Colors } from '../report/colors.ts';
import { colorsFor } from './colors.ts';
import type { AnswerOptions } from './options.ts';
import { widthOf } from './terminal.ts';

/** How wide and colourful an answer may be: as the terminal allows, and plain in a file. */
export function answerView({ out, color }: AnswerOptions): { width: number; colors: Colors } {
  const stream = out === '-' ? process.stdout : {};
  return { width: widthOf(stream), colors: colorsFor(stream, color, process.env) };
}
