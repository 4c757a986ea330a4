import { decodePart, LONGEST_TEXT } from './decode-text.ts';
import { InputError } from './input-error.ts';

const LINE_FEED = 0x0a;

/**
 * The lines of a text that may be longer than a string can be: what splitting it whole at line feeds
 * would give. O(length).
 *
 * @param bytes UTF-8, without byte order mark
 * @param pieceSize bytes that are decoded at once, and the rest of the line where they end
 * @throws InputError when the bytes are no UTF-8, or a line is longer than a string can be
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
    for (const line of decodePart(bytes.subarray(start, end), advice).split('\n')) {
      lines.push(line);
    }
    start = end + 1;
  } while (start <= bytes.length);
  return lines;
}
