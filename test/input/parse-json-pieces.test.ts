import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.ts';
import { parseJson } from '../../src/input/parse-json.ts';
import { parseJsonPieces } from '../../src/input/parse-json-pieces.ts';
import { checkProperty } from '../helpers/check-property.ts';

const ADVICE = { notText: 'give text', notJson: 'give JSON' };

function parsed(text: string | Uint8Array, pieceSize: number): unknown {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return parseJsonPieces(bytes, ADVICE, pieceSize);
}

const pieceSizes = fc.oneof(fc.nat(8), fc.nat(60));

const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });

const string = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '0',
    '7',
    '"',
    '\\',
    '\\"',
    ']',
    '{[',
    ',',
    '\u2028é😀',
  ),
);

/** Without keys of one escaped character: V8 13.6 (Node.js 24) sometimes reads these as a backslash. */
const key = string
  .map(quoted)
  .filter((text) => !text.startsWith('"\\') || (JSON.parse(text) as string).length > 1);

/** JSON with white space wherever it is allowed, and with repeated keys. */
const json: fc.Arbitrary<string> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom('null', 'true', '-1.5e3', '0'), string.map(quoted)),
    fc
      .array(tie('value'), { maxLength: 6 })
      .chain((values) => between('[', values as string[], ']')),
    fc
      .array(fc.tuple(key, space, tie('value')), { maxLength: 6 })
      .map((members) => members.map(([key, gap, value]) => `${key}${gap}:${gap}${value}`))
      .chain((members) => between('{', members, '}')),
  ),
})).value as fc.Arbitrary<string>;

/** A string as JSON, sometimes with an unnecessary escape. */
function quoted(text: string): string {
  const written = JSON.stringify(text);
  return text.length % 3 === 0 ? written.replace('x', '\\u0078').replace(/"$/, '\\/"') : written;
}

function between(opening: string, members: readonly string[], closing: string) {
  return fc.tuple(space, space).map(([before, after]) => {
    const list = members.map((member) => before + member + after).join(',');
    return before + opening + before + list + after + closing + after;
  });
}

test('gives the same value as parsing the whole, for any size of pieces', () => {
  checkProperty(
    fc.tuple(json, pieceSizes),
    ([text, pieceSize]) => {
      const value = parsed(text, pieceSize);
      expect(value).toEqual(JSON.parse(text));
      // the order of keys, and keys named __proto__, too
      expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
    },
    3000,
  );
});

test('refuses what parsing the whole refuses, with the same message', () => {
  const changed = fc
    .tuple(json, fc.nat(), fc.nat(3), fc.constantFrom(...'{}[],:"\\0-1.e \ntué😀', ''))
    .map(([text, at, removed, added]) => {
      const cut = at % (text.length + 1);
      // no half of a surrogate pair
      return Buffer.from(text.slice(0, cut) + added + text.slice(cut + removed)).toString();
    });
  checkProperty(
    fc.tuple(changed, pieceSizes),
    ([text, pieceSize]) => {
      const whole = outcome(() => parseJson(text, ADVICE.notJson));
      expect(outcome(() => parsed(text, pieceSize))).toEqual(whole);
    },
    5000,
  );
});

function outcome(parse: () => unknown): unknown {
  try {
    return [parse()];
  } catch (error) {
    return error instanceof InputError ? [error.message, error.advice] : error;
  }
}

test.each([
  ['[1, 2,, 3]', 'line 1, column 7: broken JSON at ","'],
  ['[1, 2, ]', 'line 1, column 8: broken JSON at "]"'],
  ['[[1, 2}, 3]', 'line 1, column 7: broken JSON at "}"'],
  ['[1, 2\n, 3', 'line 2, column 4: broken JSON at the end of the input'],
  ['{"a": [1, 2], "b" [1, 2]}', 'line 1, column 19: broken JSON at "["'],
  ['{"a": [1, 2], b: [1, 2]}', 'line 1, column 15: broken JSON at "b"'],
  ['["é😀", [1, 2], \ufeff[1, 2]]', 'line 1, column 17: broken JSON at "\ufeff"'],
  ['["never ends', 'line 1, column 13: broken JSON at the end of the input'],
  ['[1] [2]', 'line 1, column 5: broken JSON at "["'],
])('%j is refused with its place', (text, message) => {
  for (let pieceSize = 0; pieceSize <= text.length; pieceSize++) {
    expect(() => parsed(text, pieceSize)).toThrow(message);
  }
});

test('bytes that are not UTF-8 are refused', () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode('["abc", "'), 0xc3, 0x22, 0x5d);
  for (let pieceSize = 0; pieceSize < 12; pieceSize++) {
    expect(outcome(() => parsed(bytes, pieceSize))).toEqual([
      'bytes that are not UTF-8, expected text',
      'give text',
    ]);
  }
});

describe('brackets may be nested to any depth', () => {
  const deep = 100_000;

  test('and match', () => {
    let value = parsed('['.repeat(deep) + ']'.repeat(deep), 1);
    for (let depth = 1; depth < deep; depth++) {
      value = (value as unknown[])[0];
    }
    expect(value).toEqual([]);
  });

  test('or not', () => {
    expect(() => parsed('['.repeat(deep), 1)).toThrow(`line 1, column ${deep + 1}`);
  });
});
