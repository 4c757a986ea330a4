import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithoutVersion } from '../../src/closure/name-without-version.ts';
import { checkProperty } from '../helpers/check-property.ts';

test.each([
  ['python3-3.12.4', 'python3'],
  ['nss-cacert-3.101', 'nss-cacert'],
  ['nss-cacert', 'nss-cacert'],
  ['glibc-2.40-66-bin', 'glibc'],
  ['gcc-wrapper-13.3.0-lib', 'gcc-wrapper'],
  ['hello', 'hello'],
  ['hello-', 'hello-'],
  ['hello--1', 'hello'],
  ['hello-_x', 'hello'],
  ['-1', ''],
  ['-a', '-a'],
  ['', ''],
  ['1.0', '1.0'],
  ['libc6-2.36-9+deb12u14', 'libc6'],
  ['7-zip', '7-zip'],
  ['a-é', 'a'],
])('%s → %s', (name, expected) => {
  expect(nameWithoutVersion(name)).toBe(expected);
});

/** As Nix computes it: up to the first dash that is followed by a character that is not a letter. */
function parseDrvName(name: string): string {
  for (let at = 0; at + 1 < name.length; at++) {
    if (name[at] === '-' && !/[a-zA-Z]/.test(name[at + 1]!)) {
      return name.slice(0, at);
    }
  }
  return name;
}

test('agrees with the definition', () => {
  const name = fc.string({ unit: fc.constantFrom(...'-a1_.+Z\n'), maxLength: 12 });
  checkProperty(name, (text) => {
    expect(nameWithoutVersion(text)).toBe(parseDrvName(text));
  });
});
