import { expect, test } from 'vitest';
import { inheritLayers } from '../../../src/layers/previous/inherit-layers.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';
import { closureFrom, digestOf } from '../../helpers/store-graph.ts';

/** Layers of names that a closure of these names inherits; `name digest` where the digest matters. */
function inherited(previous: readonly (readonly string[])[], paths: readonly string[]) {
  const entries = paths.map((path, index) => {
    const [name, build = ''] = path.split(' ');
    const digest = build + digestOf(`${index}`).slice(build.length);
    return { path: `/nix/store/${digest}-${name}`, narSize: 1, references: [] };
  });
  const closure = closureFrom({ roots: [], entries });
  const { layers, newPaths, newNames } = inheritLayers(
    closure,
    parsePrevious(JSON.stringify(previous)),
  );
  const namesOf = (members: readonly number[]) => members.map((path) => closure.names[path]);
  return {
    layers: layers.map(({ members, isUnchanged }) => [namesOf(members).join(' '), isUnchanged]),
    newNames: namesOf(newNames),
    newPaths: newPaths.length,
  };
}

const BUILD = 'rbyz4sfn';
const OTHER = '0a1b2c3d';

test.each([
  ['the same build', [`a-1 ${BUILD}`], [`a-1 ${BUILD}`], ['a-1', true], 0],
  ['a name of any build', ['a-1'], [`a-1 ${BUILD}`], ['a-1', true], 0],
  ['another build', [`a-1 ${BUILD}`], [`a-1 ${OTHER}`], ['a-1', false], 1],
  ['another version', [`a-1 ${BUILD}`], ['a-2'], ['a-2', false], 1],
  ['another version of an output', [`a-1-bin ${BUILD}`], ['a-2-bin'], ['a-2-bin', false], 1],
  ['an output that is new', [`a-1 ${BUILD}`], ['a-2-bin'], ['a-2-bin', false], 1],
  ['a path that is gone', [`a-1 ${BUILD}`, 'b-1'], [`a-1 ${BUILD}`], ['a-1', false], 0],
])('a layer with %s is inherited', (_, layer, paths, expected, newPaths) => {
  expect(inherited([['z'], layer], paths)).toEqual({ layers: [expected], newNames: [], newPaths });
});

test('the exact name comes before the output, and that before the name without version', () => {
  const previous = [
    ['gone-1', 'a-1'],
    ['gone-2', 'a-1-bin'],
    ['gone-3', 'a-3-bin x0000000'],
  ];
  expect(inherited(previous, ['a-3-bin']).layers).toEqual([['a-3-bin', false]]);
  expect(inherited(previous, ['a-4-bin']).layers).toEqual([['a-4-bin', false]]);
  const layerOf = (name: string, marker: string) =>
    inherited(previous, [name, marker]).layers.map(([names]) => names);
  expect(layerOf('a-3-bin', 'gone-3')).toEqual(['gone-3 a-3-bin']);
  expect(layerOf('a-4-bin', 'gone-2')).toEqual(['gone-2 a-4-bin']);
  expect(layerOf('a-4', 'gone-1')).toEqual(['gone-1 a-4']);
});

test('the first layer with a name counts, and layers that did not change take in nothing', () => {
  const previous = [[`a-1 ${BUILD}`], [`a-1 ${OTHER}`, 'gone']];
  expect(inherited(previous, [`a-1 ${BUILD}`, 'a-1 22222222']).layers).toEqual([
    ['a-1', true],
    ['a-1', false],
  ]);
  expect(
    inherited(
      [
        ['gone', 'a-1'],
        ['gone-b', 'a-1'],
      ],
      ['a-1', 'gone'],
    ).layers,
  ).toEqual([['a-1 gone', true]]);
});

test('what has no name of the earlier image is new', () => {
  const { layers, newNames, newPaths } = inherited([['a-1']], ['b-1', 'a-1']);
  expect([layers, newNames, newPaths]).toEqual([[['a-1', true]], ['b-1'], 1]);
});
