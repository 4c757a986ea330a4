import { expect, test } from 'vitest';
import { InputError } from '../../../src/input/input-error.ts';
import { parseBase } from '../../../src/layers/base/parse-base.ts';

const [A, B, C] = ['a', 'b', 'c'].map((name) => `/nix/store/${name.repeat(32)}-${name}`) as [
  string,
  string,
  string,
];

test.each<[string, string, number, readonly string[]]>([
  [
    'a grouping',
    JSON.stringify([{ contents: [A, B], narSize: 1 }, { contents: [C] }]),
    2,
    [A, B, C],
  ],
  ['lists of store paths', JSON.stringify([[A], [B, C]]), 2, [A, B, C]],
  ['a list of store paths', JSON.stringify([A, B, C]), 1, [A, B, C]],
  ['a store path in a line', `${A}\n${B}\r\n\n  ${C}\n`, 1, [A, B, C]],
  ['a store path twice', `${A}\n${A}\n`, 1, [A]],
  ['nothing', '[]', 0, []],
])('%s', (_, text, layers, paths) => {
  expect(parseBase(text)).toEqual({ storePaths: new Set(paths), layers });
  expect(parseBase(new TextEncoder().encode(text)).layers).toBe(layers);
});

const STORE_PATH = 'a store path, <store dir>/<32 characters of digest>-<name>';

test.each([
  ['{}', 'an object, expected an array of layers or of store paths'],
  ['[3]', '[0]: 3, expected a layer or a store path'],
  ['["glibc"]', `[0]: "glibc", expected ${STORE_PATH}`],
  ['[["glibc"]]', `[0][0]: "glibc", expected ${STORE_PATH}`],
  [`[{"contents": ["${A}", 7]}]`, `[0].contents[1]: 7, expected ${STORE_PATH}`],
  [`["${A}", ["${B}"]]`, `[1]: an array, expected ${STORE_PATH}`],
  [`[["${A}"], "${B}"]`, `[1]: "${B}", expected a layer or a store path`],
  [`${A}\n\nglibc\n`, `line 3: "glibc", expected ${STORE_PATH}`],
  // the form of --format names, which has no whole digests
  ['[["glibc-2.40 abcdefgh"]]', `[0][0]: "glibc-2.40 abcdefgh", expected ${STORE_PATH}`],
])('%s is refused', (text, message) => {
  expect(() => parseBase(text)).toThrow(InputError);
  expect(() => parseBase(text)).toThrow(message);
});

test.each(['3', '[3]', '"x"', '["x"]'])('so many wrong ones as there may be: %s', (value) => {
  const text = `[${Array.from({ length: 200_000 }, () => value).join()}]`;
  expect(() => parseBase(text)).toThrow(
    expect.objectContaining({ findings: expect.objectContaining({ length: 10 }) }),
  );
});
