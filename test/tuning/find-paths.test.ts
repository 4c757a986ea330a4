import { expect, test } from 'vitest';
import { findPaths } from '../../src/tuning/find-paths.ts';
import { drawGraph, storePathOf } from '../helpers/draw-graph.ts';
import { closureFrom, digestOf } from '../helpers/store-graph.ts';

const NAMES = [
  'glibc-2.40',
  'glibc-2.40-bin',
  'glibc',
  'zlib-1.3',
  '__proto__',
  'nss-cacert-3.101',
];
const closure = closureFrom(drawGraph(NAMES.join(' '), ...NAMES.map((name) => `${name} 1`)));

test.each([
  [storePathOf('zlib-1.3'), ['zlib-1.3']],
  [`${storePathOf('zlib-1.3')}/lib/libz.so`, ['zlib-1.3']],
  [`${storePathOf('glibc-2.40')}-bin`, []],
  [digestOf('zlib-1.3'), ['zlib-1.3']],
  [`${digestOf('zlib-1.3')}-zlib-1.3`, ['zlib-1.3']],
  [`${digestOf('zlib-1.3')}-zlib`, []],
  ['zlib-1.3', ['zlib-1.3']],
  ['zlib', ['zlib-1.3']],
  ['glibc-2.40', ['glibc-2.40']],
  ['glibc', ['glibc']],
  ['nss-cacert', ['nss-cacert-3.101']],
  ['nss', []],
  ['__proto__', ['__proto__']],
  ['constructor', []],
  ['1.3', []],
  ['*', NAMES],
  ['*lib*', ['glibc-2.40', 'glibc-2.40-bin', 'glibc', 'zlib-1.3']],
  ['z*', ['zlib-1.3']],
  ['x*', []],
  [digestOf('zlib-1.3').slice(0, 12), ['zlib-1.3']],
  [digestOf('zlib-1.3').slice(0, 4), []],
  [digestOf('zlib-1.3').slice(1, 9), []],
  ['', []],
  ['/', []],
])('%s: %j', (query, names) => {
  const found = findPaths(closure, query).map((path) => closure.names[path]!);
  expect(found.toSorted()).toEqual(names.toSorted());
});

test('a name without version can be several paths', () => {
  const names = ['glibc-2.39', 'glibc-2.40', 'glibc-2.40-bin'];
  const several = closureFrom(drawGraph(names.join(' '), ...names.map((name) => `${name} 1`)));
  expect(findPaths(several, 'glibc')).toEqual([0, 1, 2]);
});
