import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transposeBits } from '../../src/graph/transpose-bits.ts';
import { checkProperty } from '../helpers/check-property.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test('turns rows into columns and changes nothing around them', () => {
  checkProperty(fc.array(word, { minLength: 32, maxLength: 32 }), (rows) => {
    const words = Int32Array.from([7, ...rows, -9]);
    transposeBits(words, 1);
    const columns = rows.map((_, column) =>
      rows.reduce((bits, row, at) => bits | (((row >>> column) & 1) << at), 0),
    );
    expect([...words]).toEqual([7, ...columns, -9]);
  });
});
