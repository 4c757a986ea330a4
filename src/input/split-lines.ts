import { decodePart, LONGEST_TEXT } from './decode-text.ts';
import { InputError } from './input-error.ts';

const LINE_FEED = 0x0a;

/**
 * The lines of a text that may be longer than the longest string, split at line feeds. O(length).
 *
 * @param bytes UTF-8, without byte order mark
 * @param pieceSize bytes decoded at once, rounded up to whole lines
 * @throws InputError when the bytes are not UTF-8, or when a line is longer than the longest string
 */
export function splitLines(bytes: Uint8Array, advice: string, pieceSize: number): string[] {
  const lines: string[] = [];
  let start = 0;
  do {
    const found = bytes.indexOf(LINE_FEED, start + pieceSize);
    const end = found === -1 ? bytes.length : found;
    if (end - start > LONGEST_TEXT) {
      const place = `line ${lines.length + 1}`;
      throw new InputError([{ place, found: 'no end of line for hundreds of MiB' }], advice);
    }
    for (const line of splitText(decodePart(bytes.subarray(start, end), advice), advice)) {
      lines.push(line);
    }
    start = end + 1;
  } while (start <= bytes.length);
  return lines;
}

/** Lines; fewer take little memory, however short they are. */
const FEW_LINES = 2 ** 20;

/** Characters, on average, of many lines; those of a registration have 17 or more. */
const LEAST_LENGTH = 12;

/**
 * The lines of a text.
 *
 * @throws InputError when there are so many short ones that they need far more memory than the text
 */
export function splitText(text: string, advice: string): string[] {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines++;
  }
  if (lines > FEW_LINES && lines * LEAST_LENGTH > text.length) {
    throw new InputError(
      [{ place: '', found: 'almost nothing but line feeds', expected: 'store paths' }],
      advice,
    );
  }
  return text.split('\n');
}
