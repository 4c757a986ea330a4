import { fstatSync } from 'node:fs';
import type { Colors } from '../report/colors.ts';
import type { AnswerOptions } from './options.ts';

/** What a stream says of the terminal that it writes to; nothing if that is none. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const WIDTH_OFF_TERMINAL = 100;

const PLAIN: Colors = {
  isColorSupported: false,
  ...{ bold: String, cyan: String, dim: String, green: String, red: String, yellow: String },
};

/**
 * The width and the colours of an answer: those of the terminal on stdout; 100 characters without colours elsewhere,
 * which suits logs and READMEs. `TERM=dumb` and `NO_COLOR` mean no colours, and --color decides if it is given.
 */
export async function answerView(
  { out, color }: Pick<AnswerOptions, 'out' | 'color'>,
  stdout: Terminal = terminalOn(1),
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ width: number; colors: Colors }> {
  const { isTTY = false, columns } = out === '-' ? stdout : {};
  const { NO_COLOR, TERM } = environment;
  const mayColor = isTTY && !NO_COLOR && TERM !== 'dumb';
  const isColored = color === 'auto' ? mayColor : color === 'always';
  // loaded only where there are colours, because it asks for stdout
  const colors = isColored ? (await import('picocolors')).default.createColors(true) : PLAIN;
  return { width: columns || WIDTH_OFF_TERMINAL, colors };
}

/**
 * The terminal on stdout or stderr. Node's streams are asked only where there may be one, because they take some
 * milliseconds to load.
 */
export function terminalOn(descriptor: 1 | 2): Terminal {
  if (!fstatSync(descriptor).isCharacterDevice()) {
    return {};
  }
  return descriptor === 1 ? process.stdout : process.stderr;
}
