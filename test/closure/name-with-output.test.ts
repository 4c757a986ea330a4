import { expect, test } from 'vitest';
import { nameWithOutput } from '../../src/closure/name-with-output.ts';

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
])('%s → %s', (name, expected) => {
  expect(nameWithOutput(name)).toBe(expected);
});
