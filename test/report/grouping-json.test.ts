import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson, pathsJson } from '../../src/report/grouping-json.ts';
import { fixtureText } from '../helpers/fixture.ts';

const closure = parseClosure(fixtureText('web.attrs.json'));

test.each(STRATEGY_NAMES)('the layers of %s, as their consumers read them', (strategy) => {
  const grouping = groupLayers(closure, { strategy, budget: 20 });
  const layers: Record<string, unknown>[] = JSON.parse(layersJson(grouping));

  expect(layers.map(({ contents }) => contents)).toEqual(JSON.parse(pathsJson(grouping)));
  layers.forEach(({ contents, narSize, popularity, changeProbability }, index) => {
    const { members, ...layer } = grouping.layers[index]!;
    expect(contents).toEqual(Array.from(members, (path) => closure.storePaths[path]).sort());
    expect({ narSize, popularity, changeProbability }).toMatchObject({
      narSize: layer.narSize,
      popularity: layer.popularity,
      changeProbability: layer.changeProbability,
    });
  });
  expect(layers.flatMap(({ contents }) => contents).sort()).toEqual([...closure.storePaths].sort());
});

test('is an empty array for an empty closure', () => {
  const grouping = groupLayers(parseClosure('[]'));
  expect(layersJson(grouping)).toBe('[]\n');
  expect(pathsJson(grouping)).toBe('[]\n');
});

test('ends in a line end and treats __proto__ as a name', () => {
  const path = `/nix/store/${'0'.repeat(32)}-__proto__`;
  const grouping = groupLayers(
    parseClosure(JSON.stringify([{ path, narSize: 5, references: [] }])),
  );
  expect(layersJson(grouping)).toMatch(/\]\n$/);
  expect(JSON.parse(pathsJson(grouping))).toEqual([[path]]);
});
