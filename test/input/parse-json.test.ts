import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.ts';
import { firstFault, parseJson } from '../../src/input/parse-json.ts';
import { checkProperty } from '../helpers/check-property.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const almostJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.string({ unit: fc.constantFrom(...'{}[],:"\\0-1.e \ntu'), maxLength: 3 }),
  )
  .map(([text, at, removed, added]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + added + text.slice(cut + removed);
  });

describe('the first fault', () => {
  test('is found exactly if the engine finds one', () => {
    checkProperty(
      almostJson,
      (text) => {
        expect(firstFault(text) === undefined).toBe(isJson(text));
      },
      5000,
    );
  });

  test('is where the longest valid beginning ends', () => {
    checkProperty(
      almostJson,
      (text) => {
        const fault = firstFault(text);
        fc.pre(fault !== undefined && fault < text.length);
        expect(firstFault(text.slice(0, fault))).toBeOneOf([undefined, fault]);
      },
      2000,
    );
  });

  test.each([
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a": tru}', 6],
    ['"a\nb"', 2],
    ['"\\x"', 1],
    ['[01]', 2],
    ['[1] [2]', 4],
    ['{"a": 1', 7],
    ['"never', 6],
    ['', 0],
    ['[}', 1],
    ['{]', 1],
    ['{,}', 1],
    ["['a']", 1],
  ])('%j: %i', (text, offset) => {
    expect(firstFault(text)).toBe(offset);
  });
});

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: broken JSON at "\\""'],
  ['[1,', 'line 1, column 4: broken JSON at the end of the input'],
  ['[😀]', 'line 1, column 2: broken JSON at "😀"'],
])('%j is refused with its place', (text, message) => {
  expect(() => parseJson(text, '')).toThrow(InputError);
  expect(() => parseJson(text, '')).toThrow(message);
});

test('JSON is parsed', () => {
  checkProperty(fc.json(), (text) => {
    expect(parseJson(text, '')).toEqual(JSON.parse(text));
  });
});
