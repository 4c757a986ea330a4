/** ASCII that JSON is made of. */
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

/** The bit by which a brace differs from a bracket. */
const BRACE_BIT = 0x20;

/** Where white space that begins at an offset ends. */
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

/** Where a string that begins at an offset ends, behind its closing quote. */
export function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== quote) {
    at += bytes[at] === backslash ? 2 : 1;
  }
  return Math.min(at + 1, bytes.length);
}

/**
 * Where a member of an array or object that begins at an offset ends: the comma or the closing
 * bracket behind it, or the end of the bytes. Of bytes that are no JSON it ends somewhere, but
 * not before the first fault.
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
