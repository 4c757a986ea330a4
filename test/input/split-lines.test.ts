import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from '../../src/input/split-lines.ts';
import { checkProperty } from '../helpers/check-property.ts';

test('gives the same lines as splitting the whole, for any size of pieces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '😀', '\ufeff') });
  checkProperty(
    fc.tuple(text, fc.nat(20)),
    ([text, pieceSize]) => {
      const bytes = new TextEncoder().encode(text);
      expect(splitLines(bytes, '', pieceSize)).toEqual(text.split('\n'));
    },
    1000,
  );
});

test('bytes that are not UTF-8 are refused', () => {
  expect(() => splitLines(Uint8Array.of(0x61, 0x0a, 0xff), '', 0)).toThrow('not UTF-8');
});
