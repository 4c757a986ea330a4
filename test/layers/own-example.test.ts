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
  [1, ['app doc libc sh ssl'], 90.0],
  [2, ['app', 'doc libc sh ssl'], 20.7],
  [3, ['app', 'doc ssl', 'libc sh'], 14.3],
  [4, ['app', 'doc', 'libc sh', 'ssl'], 12.9],
  [5, ['app', 'doc', 'libc', 'sh', 'ssl'], 11.9],
])('the example that explains the method, at a budget of %i', (budget, layers, cost) => {
  const grouping = groupLayers(closure, { budget, popularity });
  const found = grouping.layers.map(({ members }) =>
    Array.from(members, (path) => closure.names[path]).join(' '),
  );
  expect(found.sort()).toEqual(layers);
  expect(grouping.layers.reduce((sum, layer) => sum + layer.cost, 0) / 1e6).toBeCloseTo(cost, 1);
});

test.each([
  ['app', 0.102, 1 / 30, 7.19],
  ['doc', 0.016, 1 / 30, 2.03],
  ['ssl', 0.047, 0.1, 2.13],
  ['sh', 0.059, 1, 0.07],
  ['libc', 0.03, 1, 0.46],
  ['libc sh', 0.059, 1, 1.51],
  ['libc ssl', 0.047, 0, 9.84],
])('the example that explains the cost: %s', (names, changeProbability, partOfImages, cost) => {
  const model = costModel(closure, popularityOf(closure, popularity));
  const members = names.split(' ').map((name) => closure.names.indexOf(name));
  const found = layerCost(model, members);
  expect(found.changeProbability).toBeCloseTo(changeProbability, 3);
  expect(found.partOfImages).toBeCloseTo(partOfImages, 6);
  expect(found.cost / 1e6).toBeCloseTo(cost, 2);
});
