import { InputError } from './input-error.ts';

/**
 * Parses JSON.
 *
 * @param advice what to do about text that is not JSON
 * @throws InputError with the line and column of the first fault; it does not quote the engine, whose
 *   message differs between versions
 */
export function parseJson(text: string, advice: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const offset = firstFault(text) ?? text.length;
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    throw brokenJson(`line ${line}, column ${column}`, text.codePointAt(offset), advice);
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
