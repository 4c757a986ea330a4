import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { fixtureText } from '../helpers/fixture.ts';

const closure = parseClosure(fixtureText('worked-example.attrs.json'));
const popularity = parsePopularity(fixtureText('worked-example.popularity.json'));

test.each([
  [1, ['ABCDEFG']],
  [2, ['G', 'ABCDEF']],
  [3, ['G', 'E', 'ABCDF']],
  [4, ['G', 'E', 'DF', 'ABC']],
  [5, ['G', 'E', 'DF', 'AB', 'C']],
  [10, ['G', 'E', 'DF', 'A', 'B', 'C']],
])("Nixery's own example at a budget of %i", (budget, layers) => {
  const grouping = groupLayers(closure, { strategy: 'nixery', budget, popularity });
  const found = grouping.layers.map(({ members }) =>
    Array.from(members, (path) => closure.names[path]).join(''),
  );
  expect(found.sort()).toEqual(layers.toSorted());
});
