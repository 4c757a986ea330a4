import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { looksLikeGrouping, parseGrouping } from '../../src/layers/parse-grouping.ts';
import { layersJson, pathsJson } from '../../src/report/grouping-json.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { attrsJson, closureFrom, digestOf } from '../helpers/store-graph.ts';

const [A, B] = ['a', 'b'].map((name) => `/nix/store/${digestOf(name)}-${name}`);
const layers = (...contents: unknown[]): string =>
  JSON.stringify(contents.map((paths) => ({ contents: paths, narSize: 1 })));

test('what is written is read back, and recognised', () => {
  checkProperty(fc.tuple(randomGraphs, fc.integer({ min: 1, max: 9 })), ([graph, budget]) => {
    const text = layersJson(groupLayers(closureFrom(graph), { budget }));
    const bytes = new TextEncoder().encode(text);
    const read = parseGrouping(bytes);
    const { length } = JSON.parse(text);
    expect(read).toHaveLength(length);
    expect(JSON.parse(text)).toMatchObject(read);
    expect(looksLikeGrouping(bytes)).toBe(true);
    expect(looksLikeGrouping(new TextEncoder().encode(attrsJson(graph)))).toBe(false);
  });
});

test('a grouping in another form is not taken for one of layers', () => {
  const grouping = groupLayers(closureFrom({ roots: [], entries: [] }));
  expect(looksLikeGrouping(new TextEncoder().encode(pathsJson(grouping)))).toBe(false);
});

test.each([
  ['{}', 'an object, expected an array of layers'],
  [layers([A], 7), '[1].contents: 7'],
  [layers([A], [B, 'x']), '[1].contents[1]: "x", expected a store path'],
  [`[{"contents": [], "narSize": 1}, {"contents": [], "narSize": -1}]`, '[1].narSize: -1'],
  [layers([A], [B, A]), `[1].contents: ${A}, which is in layer [0] already`],
  [layers([A, A]), `[0].contents: ${A}, which is in layer [0] already`],
  [layers([A], [`/gnu/store/${digestOf('b')}-b`]), 'another store dir'],
])('%s is refused with the place', (text, message) => {
  expect(() => parseGrouping(text)).toThrow(message);
});
