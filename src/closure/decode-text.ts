import { InputError } from './input-error.ts';

/**
 * The text of a whole file.
 *
 * @param input text, which is passed on, or UTF-8 bytes
 * @throws InputError when the bytes are no UTF-8
 */
export function decodeText(input: string | Uint8Array, advice: string): string {
  if (typeof input === 'string') {
    return input;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch {
    throw new InputError(
      [{ place: '', found: 'bytes that are no UTF-8', expected: 'text' }],
      advice,
    );
  }
}
