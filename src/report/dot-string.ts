import { printable } from './printable.ts';

/** A quoted string of the DOT language. Quotes and backslashes in the text are escaped. */
export function dotString(text: string): string {
  const lines = text.split('\n').map((line) => printable(line).replace(/["\\]/g, '\\$&'));
  return `"${lines.join('\\n')}"`;
}
