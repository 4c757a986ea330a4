import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithOutput, nameWithoutVersion, versionOf } from '../../src/closure/name-parts.ts';
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
])('%s without version: %s', (name, expected) => {
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

test.each([
  ['glibc-2.40-66', 'glibc'],
  ['glibc-2.40-66-bin', 'glibc-bin'],
  ['glibc-locales-2.40-66', 'glibc-locales'],
  ['openssl-3.0.14-dev', 'openssl-dev'],
  ['perl-5.24.3-man', 'perl-man'],
  ['gcc-13.3.0-lib', 'gcc-lib'],
  ['linux-6.6.52-modules-shrunk', 'linux-modules-shrunk'],
  ['libssl3-3.0.22-1_deb12u2', 'libssl3'],
  ['libc6-2.36-9+deb12u14', 'libc6'],
  ['bash-5.2p32', 'bash'],
  ['bash-interactive-5.2p32-doc', 'bash-interactive-doc'],
  ['python3.11-requests-2.31.0', 'python3.11-requests'],
  ['python3.11-requests-2.31.0-dist', 'python3.11-requests-dist'],
  ['nss-cacert-3.95', 'nss-cacert'],
  ['nss-cacert-3.95-p11kit', 'nss-cacert'],
  ['nss-cacert-3.95-unbundled', 'nss-cacert-unbundled'],
  ['hello-0-unstable-2024-01-31', 'hello'],
  ['hello-2.12.1.tar.gz', 'hello'],
  ['source', 'source'],
  ['user-environment', 'user-environment'],
  ['hello-', 'hello-'],
  ['-1', ''],
  ['-1-a', '-a'],
  ['', ''],
])('%s with output: %s', (name, expected) => {
  expect(nameWithOutput(name)).toBe(expected);
});

test.each([
  ['openssl-3.0.14', '3.0.14'],
  ['openssl-3.0.14-dev', '3.0.14'],
  ['libc6-2.36-9+deb12u14', '2.36-9+deb12u14'],
  ['source', ''],
  ['', ''],
])('the version of %s: %s', (name, expected) => {
  expect(versionOf(name)).toBe(expected);
});
