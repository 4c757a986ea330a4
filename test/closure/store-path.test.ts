import { describe, expect, test } from 'vitest';
import { parseStorePath } from '../../src/closure/store-path.ts';

const digest = '0123456789abcdfghijklmnpqrsvwxyz';

describe('store paths', () => {
  test.each([
    ['/nix/store', 'hello-2.12'],
    ['/gnu/store', 'hello-2.12'],
    ['/home/user/a b/nix', 'hello'],
    ['/', 'hello'],
    ['/nix/store', 'x+._?=-1'],
    ['/nix/store', '-'],
    ['/nix/store', 'ü\u202e😀'],
    ['/nix/store', '__proto__'],
    ['/nix/store', 'x'.repeat(10_000)],
  ])('in %s: %s', (storeDir, name) => {
    const path = `${storeDir === '/' ? '' : storeDir}/${digest}-${name}`;
    expect(parseStorePath(path)).toEqual({ storeDir, digest, name });
  });
});

describe('not store paths', () => {
  test.each([
    '',
    '/',
    '/nix/store',
    '/nix/store/',
    `/nix/store/${digest}`,
    `/nix/store/${digest}-`,
    `/nix/store/${digest}hello`,
    `/nix/store/${digest.slice(1)}-hello`,
    `/nix/store/a${digest}-hello`,
    `/nix/store/${digest.toUpperCase()}-hello`,
    `/nix/store/${digest}-hello/`,
    `/nix/store/${digest}-hello/bin/hello`,
    `nix/store/${digest}-hello`,
    `${digest}-hello`,
    ` /nix/store/${digest}-hello`,
    `/nix/store/${digest}-hel\nlo`,
    `/nix/st\tore/${digest}-hello`,
    `/nix/store/${digest}-hello\u0000`,
    `/nix/store/${digest}-\u001b[2J`,
    `/nix/store/${digest}-\u009b2J`,
  ])('%j', (path) => {
    expect(parseStorePath(path)).toBeUndefined();
  });
});
