import { describe, expect, test } from 'vitest';
import { parseStorePath, refuseStoreDirs } from '../../src/closure/store-path.ts';

const digest = '0123456789abcdfghijklmnpqrsvwxyz';

describe('store paths', () => {
  test.each([
    ['/nix/store', 'hello-2.12'],
    ['/gnu/store', 'hello-2.12'],
    ['/home/user/a b/nix', 'hello'],
    ['/', 'hello'],
    ['/nix/store', 'x+._?=-1'],
    ['/nix/store', '-'],
    ['/nix/store', '.gitignore'],
    ['/nix/store', '..gitignore'],
    ['/nix/store', '...'],
    ['/nix/store', '__proto__'],
    ['/nix/store', 'x'.repeat(211)],
    ['/home/ü/..nix/.store', 'x'],
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
    `/nix/st\ud800ore/${digest}-hello`,
    `/nix/store/${digest}-hello\u0000`,
    `/nix/store/${digest}-\u001b[2J`,
    `/nix/store/${digest}-\u009b2J`,
    `/nix/../store/${digest}-hello`,
    `/../${digest}-hello`,
    `/nix/./store/${digest}-hello`,
    `/nix//store/${digest}-hello`,
    `//${digest}-hello`,
    `/${'x'.repeat(1024)}/${digest}-hello`,
  ])('%j', (path) => {
    expect(parseStorePath(path)).toBeUndefined();
  });

  // as `nix store add --name` refuses them
  test.each([
    ...['.', '..', '.-', '.-x', '..-', '..-x', 'x'.repeat(212)],
    ...['ü', 'a b', 'a:b', '::add-mask::x', 'a@b', 'a~b', 'a%b', 'a#b', 'a,b', 'a*', 'a\\b', '"'],
    ...["'", '<b>', '$(x)', '`x`', '\u202e', '\u200b', '\ud800', '\udc00', '😀', 'a\u2028b'],
  ])('of the name %j', (name) => {
    expect(parseStorePath(`/nix/store/${digest}-${name}`)).toBeUndefined();
  });
});

test('a path of many slashes is refused in linear time', () => {
  expect(parseStorePath('/'.repeat(1 << 24))).toBeUndefined();
  expect(parseStorePath('/a'.repeat(512))).toBeUndefined();
});

test('store paths of two store dirs do not belong together', () => {
  const [nix, gnu, below] = ['/nix/store', '/gnu/store', '/nix/store/nix/store'].map(
    (storeDir) => `${storeDir}/${digest}-x`,
  );
  expect(() => refuseStoreDirs([])).not.toThrow();
  expect(() => refuseStoreDirs([gnu!, gnu!])).not.toThrow();
  expect(() => refuseStoreDirs([nix!, nix!, gnu!])).toThrow(
    `${gnu}: another store dir than that of ${nix}, expected one store dir`,
  );
  expect(() => refuseStoreDirs([nix!, below!])).toThrow(`${below}: another store dir`);
  expect(() => refuseStoreDirs([below!, nix!])).toThrow(`${nix}: another store dir`);
});

test('store paths have 1024 characters at most', () => {
  const end = `/${'0'.repeat(32)}-hello`;
  const storeDir = (length: number) => `/${'x'.repeat(length - end.length - 1)}`;
  expect(parseStorePath(storeDir(1024) + end)).toMatchObject({ name: 'hello' });
  expect(parseStorePath(storeDir(1025) + end)).toBeUndefined();
});
