import { InputError } from './input-error.ts';

/**
 * Parses JSON.
 *
 * @param advice what to do about text that is not JSON
 * @throws InputError with the line and column of the first fault; it does not quote the engine, whose
 *   message differs between versions
 */
export function parseJson(text: string, advice: string): unknown {
  refuseDense(text, advice);
  try {
    return JSON.parse(text);
  } catch {
    const offset = firstFault(text) ?? text.length;
    let line = 1;
    let start = 0;
    for (
      let end = text.indexOf('\n');
      end !== -1 && end < offset;
      end = text.indexOf('\n', start)
    ) {
      start = end + 1;
      line++;
    }
    const place = `line ${line}, column ${offset - start + 1}`;
    throw brokenJson(place, text.codePointAt(offset), advice);
  }
}

/** The error for broken JSON; `character` is the first wrong one, undefined at the end of the input. */
export function brokenJson(
  place: string,
  character: number | undefined,
  advice: string,
): InputError {
  const found =
    character === undefined
      ? 'the end of the input'
      : JSON.stringify(String.fromCodePoint(character));
  return new InputError([{ place, found: `broken JSON at ${found}` }], advice);
}

/**
 * Bytes of memory that parsing takes at most for a value, key, object or array, besides its text; measured
 * with V8, of arrays of small numbers and empty objects, and of one object of millions of keys.
 */
const WEIGHTS = new Uint8Array(128);
WEIGHTS[','.charCodeAt(0)] = 40;
WEIGHTS[':'.charCodeAt(0)] = 160;
WEIGHTS['{'.charCodeAt(0)] = 72;
WEIGHTS['['.charCodeAt(0)] = 56;

/** Bytes of memory for a character of text; graphs need less than 5, popularity data up to 7. */
const MOST_WEIGHT = 6;

/** Bytes of memory that any text may need besides. */
export const ALLOWED = 32 * 2 ** 20;

/**
 * Refuses a text of so many tiny values that parsing it would need far more memory than any text of
 * store paths or names of the same length. O(length).
 *
 * @param allowed bytes of memory that the text may need besides those that its length allows
 * @returns what is left of these
 * @throws InputError when it needs more
 */
export function refuseDense(text: string, advice: string, allowed = ALLOWED): number {
  if (text.length * MOST_IN_CHARACTER <= allowed) {
    return allowed;
  }
  let weight = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfText(text, at);
    } else {
      weight += WEIGHTS[character] ?? 0;
    }
  }
  const left = allowed + MOST_WEIGHT * text.length - weight;
  if (left < 0) {
    throw new InputError(
      [{ place: '', found: 'almost nothing but brackets and commas', expected: 'names' }],
      advice,
    );
  }
  return Math.min(left, allowed);
}

/** The largest of the weights. */
const MOST_IN_CHARACTER = 160;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset of the quote that ends the string at an offset; the length of the text if there is none. */
function endOfText(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) {
      return text.length;
    }
    let escapes = quote;
    while (text.charCodeAt(escapes - 1) === BACKSLASH) {
      escapes--;
    }
    if ((quote - escapes) % 2 === 0) {
      return quote;
    }
    from = quote + 1;
  }
}

const SPACE = /[\t\n\r ]*/y;
const STRING_START = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

/** The offset of the first fault, in UTF-16 code units; undefined for valid JSON. O(length). */
export function firstFault(text: string): number | undefined {
  const open: ('[' | '{')[] = [];
  let expected: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' =
    'value';
  let at = endOf(SPACE, text, 0);
  for (;;) {
    const character = text[at];
    const inObject = open.at(-1) === '{';
    let end = at + 1;
    if (expected === 'comma or end' && open.length === 0) {
      return at === text.length ? undefined : at;
    }
    if (character === (inObject ? '}' : ']') && expected.endsWith('end')) {
      open.pop();
      expected = 'comma or end';
    } else if (expected === 'comma or end') {
      if (character !== ',') {
        return at;
      }
      expected = inObject ? 'key' : 'value';
    } else if (expected === 'colon') {
      if (character !== ':') {
        return at;
      }
      expected = 'value';
    } else if (character === '"') {
      end = endOf(STRING_START, text, at) + 1;
      if (text[end - 1] !== '"') {
        return end - 1;
      }
      expected = expected.startsWith('key') ? 'colon' : 'comma or end';
    } else if (expected.startsWith('key')) {
      return at;
    } else if (character === '[' || character === '{') {
      open.push(character);
      expected = character === '[' ? 'value or end' : 'key or end';
    } else {
      end = endOf(SCALAR, text, at);
      if (end === at) {
        return at;
      }
      expected = 'comma or end';
    }
    at = endOf(SPACE, text, end);
  }
}

/** The end of the match of the sticky `pattern` at `start`; `start` if there is none. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
