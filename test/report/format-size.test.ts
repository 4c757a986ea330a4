import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSize } from '../../src/report/format-size.ts';
import { checkProperty } from '../helpers/check-property.ts';

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [1_048_524, '1023.9 KiB'],
  [1_048_525, '1.0 MiB'],
  [1_048_576, '1.0 MiB'],
  [78_725_224, '75.1 MiB'],
  [498_000_000_000, '463.8 GiB'],
  [Number.MAX_SAFE_INTEGER, '8.0 PiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('is within half of its last digit of the size', () => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  checkProperty(fc.maxSafeNat(), (bytes) => {
    const [value, unit] = formatSize(bytes).split(' ');
    const factor = 1024 ** units.indexOf(unit!);
    expect(Number(value)).toBeLessThan(1024);
    expect(Math.abs(Number(value) * factor - bytes)).toBeLessThanOrEqual(0.0500001 * factor);
  });
});
