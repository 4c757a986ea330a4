import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { layerCost } from '../../src/layers/cost/cost.ts';
import { costModel } from '../../src/layers/cost/cost-model.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { popularityOf } from '../../src/layers/popularity.ts';
import { fixtureText } from '../helpers/fixture.ts';

const closure = parseClosure(fixtureText('own-example.attrs.json'));
const popularity = parsePopularity(fixtureText('own-example.popularity.json'));

test.each([
  [1, ['app doc libc sh ssl'], 89.6],
  [2, ['app', 'doc libc sh ssl'], 20.3],
  [3, ['app', 'doc ssl', 'libc sh'], 14.0],
  [4, ['app', 'doc', 'libc sh', 'ssl'], 12.6],
  [5, ['app', 'doc', 'libc', 'sh', 'ssl'], 11.7],
])('the example that explains the method, at a budget of %i', (budget, layers, cost) => {
  const grouping = groupLayers(closure, { budget, popularity });
  const found = grouping.layers.map(({ members }) =>
    Array.from(members, (path) => closure.names[path]).join(' '),
  );
  expect(found.sort()).toEqual(layers);
  expect(grouping.layers.reduce((sum, layer) => sum + layer.cost, 0) / 1e6).toBeCloseTo(cost, 1);
});

test.each([
  ['app', 0.083, 1 / 30, 7.15],
  ['doc', 0.013, 1 / 30, 2.02],
  ['ssl', 0.038, 0.1, 2.08],
  ['sh', 0.048, 1, 0.06],
  ['libc', 0.024, 1, 0.39],
  ['libc sh', 0.048, 1, 1.37],
  ['libc ssl', 0.038, 0, 9.68],
])('the example that explains the cost: %s', (names, changeProbability, partOfImages, cost) => {
  const model = costModel(closure, popularityOf(closure, popularity));
  const members = names.split(' ').map((name) => closure.names.indexOf(name));
  const found = layerCost(model, members);
  expect(found.changeProbability).toBeCloseTo(changeProbability, 3);
  expect(found.partOfImages).toBeCloseTo(partOfImages, 6);
  expect(found.cost / 1e6).toBeCloseTo(cost, 2);
});
