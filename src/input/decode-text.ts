import { InputError } from './input-error.ts';

/** The most UTF-16 code units that fit into a string with brackets around them; V8 allows 2^29 − 24. */
export const LONGEST_TEXT = 2 ** 29 - 26;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * The text of a whole file, without its byte order mark.
 *
 * @param input text, which is returned as it is, or UTF-8 bytes
 * @param advice what to do about bytes that are not text
 * @throws InputError when the bytes are not UTF-8
 */
export function decodeText(input: string | Uint8Array, advice: string): string {
  if (typeof input === 'string') {
    return input;
  }
  const text = decodePart(input, advice);
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/**
 * The text of a part of a file; a byte order mark is kept.
 *
 * @throws InputError when the bytes are not UTF-8
 */
export function decodePart(bytes: Uint8Array, advice: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(
      [{ place: '', found: 'bytes that are not UTF-8', expected: 'text' }],
      advice,
    );
  }
}
