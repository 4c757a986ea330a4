/** The ASCII codes of JSON's white space and punctuation. */
export const JSON_BYTE = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  leftBracket: 0x5b,
  backslash: 0x5c,
  rightBracket: 0x5d,
  leftBrace: 0x7b,
  rightBrace: 0x7d,
} as const;

const { tab, lineFeed, carriageReturn, space, quote, comma, backslash } = JSON_BYTE;
const { leftBrace, rightBrace } = JSON_BYTE;

/** The only bit in which a brace differs from a bracket. */
const BRACE_BIT = 0x20;

/** The end of the white space at an offset; the offset itself if there is none. */
export function endOfSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== space && byte !== lineFeed && byte !== carriageReturn && byte !== tab) {
      break;
    }
  }
  return at;
}

/** The end of the string at an offset, after its closing quote. */
export function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== quote) {
    at += bytes[at] === backslash ? 2 : 1;
  }
  return Math.min(at + 1, bytes.length);
}

/**
 * The end of the array or object member at an offset: the offset of the comma or closing bracket after
 * it, or the end of the bytes. In bytes that are not JSON the result is some offset that is not before
 * the first fault.
 */
export function endOfMember(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte === quote) {
      at = endOfString(bytes, at);
      continue;
    }
    if (depth === 0 && (byte === comma || (byte | BRACE_BIT) === rightBrace)) {
      return at;
    }
    if ((byte | BRACE_BIT) === leftBrace) {
      depth++;
    } else if ((byte | BRACE_BIT) === rightBrace) {
      depth--;
    }
    at++;
  }
  return at;
}
