import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSize } from '../../src/report/format-size.ts';
import { checkProperty } from '../helpers/check-property.ts';

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [1536, '1.50 KiB'],
  [10_234, '9.99 KiB'],
  [10_236, '10.0 KiB'],
  [102_348, '99.9 KiB'],
  [102_350, '100 KiB'],
  [1_048_063, '1023 KiB'],
  [1_048_064, '1.00 MiB'],
  [78_725_224, '75.1 MiB'],
  [498_000_000_000, '464 GiB'],
  [Number.MAX_SAFE_INTEGER, '8.00 PiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test('has three digits, or four below the next unit, and is within half of the last of the size', () => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  checkProperty(fc.maxSafeNat(), (bytes) => {
    const [value, unit] = formatSize(bytes).split(' ');
    const factor = 1024 ** units.indexOf(unit!);
    expect(Number(value)).toBeLessThan(1024);
    if (unit !== 'B') {
      expect(value!.replace('.', '').length).toBe(Number(value) < 1000 ? 3 : 4);
    }
    const last = 10 ** -(value!.split('.')[1]?.length ?? 0);
    expect(Math.abs(Number(value) * factor - bytes)).toBeLessThanOrEqual(0.5000001 * last * factor);
  });
});
