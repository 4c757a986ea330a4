import { expect, test } from 'vitest';
import { parseClosure } from '../../../src/closure/parse-closure.ts';
import { fixtureText } from '../../helpers/fixture.ts';

const two = fixtureText('shapes/two.attrs.json');

function rootNames(text: string, graphName?: string): (string | undefined)[] {
  const { names, roots } = parseClosure(text, { graphName });
  return Array.from(roots, (root) => names[root]);
}

test('of several graphs one is chosen by name', () => {
  expect(rootNames(two, 'graph')).toEqual(['bash-5.2.15-2+b13']);
  expect(rootNames(two, 'base')).toEqual(['tini-0.19.0-1+b3']);
  expect(() => rootNames(two)).toThrow(
    'exportReferencesGraph: 2 graphs ("base", "graph"), expected one',
  );
  expect(() => rootNames(two, 'other')).toThrow(
    'exportReferencesGraph: the graphs "base", "graph", expected one named "other"',
  );
  expect(() => rootNames(two, '__proto__')).toThrow('expected one named "__proto__"');
});

test('a graph may have any name', () => {
  const { exportReferencesGraph, graph } = JSON.parse(fixtureText('with-ca.attrs.json'));
  for (const name of ['closure', '__proto__', 'a b\n', 'exportReferencesGraph2', '0', '']) {
    const text =
      `{${JSON.stringify(name)}: ${JSON.stringify(graph)}, "exportReferencesGraph":` +
      ` {${JSON.stringify(name)}: ${JSON.stringify(exportReferencesGraph.graph)}}}`;
    expect(rootNames(text)).toEqual(['conf', 'src.mjs', 'zlib-1.0']);
  }
});

test('a single root may be a plain string', () => {
  expect(rootNames(fixtureText('shapes/single.attrs.json'))).toEqual(['bash-5.2.15-2+b13']);
});

test('without roots the closure is empty', () => {
  expect(parseClosure(fixtureText('shapes/empty.attrs.json')).storePaths).toEqual([]);
});

test('paths that no root reaches are kept, because Nix adds them to the graph of a .drv', () => {
  const text = fixtureText('drv-closure.attrs.json');
  const { names, roots, storePaths } = parseClosure(text);
  expect(names).toEqual(['libc-1.0', 'libc-1.0.drv', 'stdenv.sh', 'zlib-1.0', 'zlib-1.0.drv']);
  expect(Array.from(roots, (root) => names[root])).toEqual(['zlib-1.0.drv']);
  expect(parseClosure(text, { roots: [storePaths[4]!] }).names).toEqual([
    'libc-1.0.drv',
    'stdenv.sh',
    'zlib-1.0.drv',
  ]);
});
