import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { parseCount, parseSize } from '../../src/cli/parse-numbers.ts';

describe('SIZE', () => {
  test.each([
    ['0', 0],
    ['007', 7],
    ['100', 100],
    ['5B', 5],
    ['1kB', 1000],
    ['1.5kB', 1500],
    ['100MB', 100_000_000],
    ['2GB', 2_000_000_000],
    ['1KiB', 1024],
    ['1.5 MiB', 1_572_864],
    ['10 GiB', 10_737_418_240],
    ['0.1KiB', 102],
    ['1.0', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each([
    ...['', ' ', '-1', '+1', '1e3', '0x10', '1_000', '1,5kB', '.5kB', '5.', ' 5', '5 ', '5  kB'],
    ...['1.5', '1.5B', 'kB', '5kb', '5KB', '5K', '5mb', '5TB', '5 parsecs', '١', 'NaN', 'Infinity'],
    ...['9007199254740992', '99999999GiB', '9'.repeat(400), '1\n'],
  ])('%j is refused', (text) => {
    expect(() => parseSize(text)).toThrow(InvalidArgumentError);
  });
});

describe('a count', () => {
  test.each([
    ['1', 1],
    ['094', 94],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %i', (text, count) => {
    expect(parseCount(1)(text)).toBe(count);
  });

  test.each(['0', '-3', '1.5', 'abc', '', '1e2', ' 1', '1\n', '9007199254740992'])(
    '%j is refused from 1 on',
    (text) => {
      expect(() => parseCount(1)(text)).toThrow('expected a whole number of 1 or more');
    },
  );
});
