import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/report/printable.ts';
import { checkProperty } from '../helpers/check-property.ts';

test.each([
  ['libc6-2.36-9+deb12u14', 'libc6-2.36-9+deb12u14'],
  ['ünï 😀 <b>&"\\', 'ünï 😀 <b>&"\\'],
  ['\u001b[31m', '\\u{1b}[31m'],
  ['\u202etxt', '\\u{202e}txt'],
  ['a\u2028b\r\n', 'a\\u{2028}b\\u{d}\\u{a}'],
  ['\ud800', '\\u{d800}'],
  ['\u{e0041}', '\\u{e0041}'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('the result is printable, and printing it again changes nothing', () => {
  checkProperty(fc.string({ unit: 'binary' }), (text) => {
    const shown = printable(text);
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(printable(shown)).toBe(shown);
  });
});
