import { expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';

test('names are mapped to counts', () => {
  const data = parsePopularity('{"glibc": 28, "openssl-3.0.14": 0, "all": 9007199254740991}');
  expect([...data.counts]).toEqual([
    ['glibc', 28],
    ['openssl-3.0.14', 0],
    ['all', Number.MAX_SAFE_INTEGER],
  ]);
  expect([data.images, data.builds]).toEqual([Number.MAX_SAFE_INTEGER, undefined]);
});

test('no name is special', () => {
  const data = parsePopularity('{"__proto__": 3, "constructor": 4}');
  expect([...data.counts]).toEqual([
    ['__proto__', 3],
    ['constructor', 4],
  ]);
});

test.each([
  ['{}', 1, {}],
  ['{"glibc": 0}', 1, { glibc: 0 }],
  ['{"images": 30, "counts": 4}', 30, { images: 30, counts: 4 }],
  ['{"counts": 4, "glibc": 5}', 5, { counts: 4, glibc: 5 }],
])('%s is the plain form, over as many images as its largest count', (text, images, counts) => {
  const data = parsePopularity(text);
  expect(data.images).toBe(images);
  expect(Object.fromEntries(data.counts)).toEqual(counts);
});

test('builds are counted by how many images are likely to hold the same', () => {
  const text = `{"counts": {"glibc-bin": 4, "bash": {"rbyz4sfn": 26, "0a1b2c3d": 2}, "images": 3,
    "__proto__": {"rbyz4sfn": 30, "unknown": 10}, "none": {}, "zero": {"rbyz4sfn": 0}}, "images": 30}`;
  const data = parsePopularity(text);
  expect(data.images).toBe(30);
  expect([...data.counts]).toEqual([
    ['__proto__', 1000 / 40],
    ['bash', (26 * 26 + 2 * 2) / 28],
    ['glibc-bin', 4],
    ['images', 3],
    ['none', 0],
    ['zero', 0],
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
  ['{"counts": []}', 'a whole number'],
  ['{"counts": {}}', 'images: nothing'],
  ['{"images": -1, "counts": {}}', 'images: -1'],
  ['{"images": 30, "counts": {"a": 1.5}}', 'counts.a: 1.5'],
  ['{"images": 30, "counts": {"a": []}}', 'counts.a: an array'],
  ['{"images": 30, "counts": {"a": 31}}', 'counts.a: 31, expected at most 30'],
  [
    '{"images": 30, "counts": {"a": {"rbyz4sfn": 31}}}',
    'counts.a.rbyz4sfn: 31, expected at most 30',
  ],
  ['{"images": 30, "counts": {"__proto__": {"rbyz4sfn": "1"}}}', 'counts.__proto__.rbyz4sfn: "1"'],
  ['{"images": 30, "counts": {"a": {"rbyz4sfnn": 1}}}', 'the first 8 characters of a digest'],
  ['{"images": 30, "counts": {"a": {"RBYZ4SFN": 1}}}', 'the first 8 characters of a digest'],
])('%s is refused', (text, reason) => {
  expect(() => parsePopularity(text)).toThrow(InputError);
  expect(() => parsePopularity(text)).toThrow(reason);
});
