import { expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';

test('names are mapped to counts', () => {
  const data = parsePopularity('{"glibc": 28, "openssl-3.0.14": 0, "all": 9007199254740991}');
  expect([...data]).toEqual([
    ['glibc', 28],
    ['openssl-3.0.14', 0],
    ['all', Number.MAX_SAFE_INTEGER],
  ]);
});

test('no name is special', () => {
  const data = parsePopularity('{"__proto__": 3, "constructor": 4}');
  expect([...data]).toEqual([
    ['__proto__', 3],
    ['constructor', 4],
  ]);
});

test.each([
  ['', 'JSON'],
  ['{"a": 1', 'JSON'],
  ['[1]', 'an object'],
  ['null', 'an object'],
  ['7', 'an object'],
  ['{"a": -1}', 'a whole number'],
  ['{"a": 1.5}', 'a whole number'],
  ['{"a": "1"}', 'a whole number'],
  ['{"a": null}', 'a whole number'],
  ['{"a": 9007199254740992}', 'a whole number'],
  ['{"__proto__": {}}', 'a whole number'],
])('%s is refused', (text, reason) => {
  expect(() => parsePopularity(text)).toThrow(InputError);
  expect(() => parsePopularity(text)).toThrow(reason);
});
