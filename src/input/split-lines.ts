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
    for (const line of decodePart(bytes.subarray(start, end), advice).split('\n')) {
      lines.push(line);
    }
    start = end + 1;
  } while (start <= bytes.length);
  return lines;
}
