import { decodePart, LONGEST_TEXT } from './decode-text.ts';
import { InputError } from './input-error.ts';
import { ALLOWED, brokenJson, firstFault, refuseDense } from './parse-json.ts';
import { endOfMember, endOfSpace, endOfString, JSON_BYTE } from './scan-json.ts';

/** The depth to which values are split: no graph is nested deeper, and single entries are small. */
const MOST_OPENED = 2;

/** The advice of the errors. */
export interface Advice {
  readonly notText: string;
  readonly notJson: string;
}

/**
 * Parses JSON that may be longer than the longest string. The result is what `JSON.parse` would return.
 * Arrays and objects over `pieceSize` are split and parsed a few members at a time, so that memory
 * holds little more than the bytes and the value. Equal strings in lists inside entries are stored
 * once. O(length).
 *
 * @param bytes UTF-8, without byte order mark
 * @param pieceSize bytes; anything shorter is parsed at once
 * @throws InputError with the line and column of the first fault, or when the bytes are not UTF-8, or
 *   when a value that cannot be split is longer than the longest string
 */
export function parseJsonPieces(bytes: Uint8Array, advice: Advice, pieceSize: number): unknown {
  const strings = new Map<string, string>();
  let allowed = ALLOWED;
  return parseAt(0, bytes.length, 0);

  /** Parses the one value between two offsets. */
  function parseAt(from: number, to: number, opened: number): unknown {
    const start = endOfSpace(bytes, from);
    if (to - start > pieceSize && opened < MOST_OPENED) {
      if (bytes[start] === JSON_BYTE.leftBracket) {
        const values: unknown[] = [];
        splitMembers(start, to, {
          brackets: '[]',
          addRun: (run) => appendAll(values, run as unknown[]),
          addLarge: (member, end) => void values.push(parseAt(member, end, opened + 1)),
        });
        return values;
      }
      if (bytes[start] === JSON_BYTE.leftBrace) {
        // entries and not an object yet: a key may be __proto__ or occur twice
        const fields: [string, unknown][] = [];
        splitMembers(start, to, {
          brackets: '{}',
          addRun: (run) => appendAll(fields, Object.entries(run)),
          addLarge: (member, end) => {
            const colon = endOfKey(member);
            const key = parsePiece(member, colon, '') as string;
            fields.push([key, parseAt(colon + 1, end, opened + 1)]);
          },
        });
        return Object.fromEntries(fields);
      }
    }
    return parsePiece(from, to, '');
  }

  /** Visits the members of the array or object that begins at `start`: large ones alone, others in runs. */
  function splitMembers(start: number, to: number, { brackets, addRun, addLarge }: Members): void {
    const closing = brackets.charCodeAt(1);
    let run = start + 1;
    let end = start;
    do {
      const member = end + 1;
      end = endOfMember(bytes, member);
      const isLarge = end - endOfSpace(bytes, member) > pieceSize;
      const isLast = bytes[end] !== JSON_BYTE.comma;
      const runEnd = isLarge ? member - 1 : end;
      if (isLarge ? run < member : isLast || end - run > pieceSize) {
        const isEmpty = endOfSpace(bytes, run) === runEnd;
        const mayBeEmpty = run === start + 1 && bytes[runEnd] !== JSON_BYTE.comma;
        expect(runEnd, !isEmpty || mayBeEmpty);
        const values = parsePiece(run, runEnd, brackets) as object;
        keepStringsOnce(Array.isArray(values) ? values : Object.values(values), strings);
        addRun(values);
        run = end + 1;
      }
      if (isLarge) {
        addLarge(member, end);
        run = end + 1;
      }
    } while (bytes[end] === JSON_BYTE.comma);

    expect(end, bytes[end] === closing);
    const rest = endOfSpace(bytes, end + 1);
    expect(rest, rest === to);
  }

  /** The offset of the colon after the key of a member. */
  function endOfKey(member: number): number {
    const key = endOfSpace(bytes, member);
    expect(key, bytes[key] === JSON_BYTE.quote);
    const keyEnd = endOfString(bytes, key);
    parsePiece(key, keyEnd, '');
    const colon = endOfSpace(bytes, keyEnd);
    expect(colon, bytes[colon] === JSON_BYTE.colon);
    return colon;
  }

  /** Parses the bytes between two offsets, inside brackets if they are given. */
  function parsePiece(from: number, to: number, brackets: '' | '[]' | '{}'): unknown {
    if (to - from > LONGEST_TEXT) {
      throw new InputError(
        [
          {
            place: placeOf(bytes, from),
            found: `a value of ${to - from} bytes`,
            expected: `at most ${LONGEST_TEXT}`,
          },
        ],
        advice.notJson,
      );
    }
    const part = decodePart(bytes.subarray(from, to), advice.notText);
    const opening = brackets.slice(0, 1);
    const text = opening + part + brackets.slice(1);
    allowed = refuseDense(text, advice.notJson, allowed);
    try {
      return JSON.parse(text);
    } catch {
      const sound = text.slice(opening.length, firstFault(text));
      return expect(Math.min(from + new TextEncoder().encode(sound).length, to), false);
    }
  }

  /** Refuses the bytes at an offset unless the condition holds. */
  function expect(offset: number, holds: boolean): void {
    if (!holds) {
      const rest = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        bytes.subarray(offset, offset + 4),
      );
      throw brokenJson(placeOf(bytes, offset), rest.codePointAt(0), advice.notJson);
    }
  }
}

interface Members {
  readonly brackets: '[]' | '{}';
  /** Called with a run of members, as an array or object. */
  readonly addRun: (run: object) => void;
  /** Called with the start and end of a member that is larger than a piece. */
  readonly addLarge: (member: number, end: number) => void;
}

function appendAll<T>(list: T[], more: readonly T[]): void {
  for (const item of more) {
    list.push(item);
  }
}

/** Replaces strings in lists inside entries by equal earlier ones: most of a graph is references. */
function keepStringsOnce(entries: readonly unknown[], strings: Map<string, string>): void {
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) {
      continue;
    }
    for (const list of Object.values(entry)) {
      if (Array.isArray(list)) {
        for (let index = 0; index < list.length; index++) {
          list[index] = knownString(list[index], strings);
        }
      }
    }
  }
}

function knownString(value: unknown, strings: Map<string, string>): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  const known = strings.get(value);
  if (known === undefined) {
    strings.set(value, value);
  }
  return known ?? value;
}

/** Line and column of an offset; columns count UTF-16 code units, as `parseJson` does. */
function placeOf(bytes: Uint8Array, offset: number): string {
  let line = 1;
  let column = 1;
  for (let at = 0; at < offset; at++) {
    const byte = bytes[at]!;
    if (byte === JSON_BYTE.lineFeed) {
      line++;
      column = 1;
    } else if (byte < 0x80 || byte >= 0xc0) {
      column += byte >= 0xf0 ? 2 : 1;
    }
  }
  return `line ${line}, column ${column}`;
}
