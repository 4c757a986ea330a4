import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../../src/layers/cost/cluster.ts';
import { layerCost } from '../../../src/layers/cost/cost.ts';
import { costModel } from '../../../src/layers/cost/cost-model.ts';
import { costTogether } from '../../../src/layers/cost/rise.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { plainPopularity } from '../../../src/layers/popularity-data.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { fixtureGraph } from '../../helpers/fixture-graph.ts';
import { randomModels } from '../../helpers/random-models.ts';
import { slowLayerCost } from '../../helpers/slow-layer-cost.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

const modelsAndSets = randomModels(26).chain((of) =>
  fc.tuple(
    fc.constant(of),
    fc.subarray([...of.closure.storePaths.keys()], { minLength: 1 }),
    fc.nat(),
  ),
);

function expectCost(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
}

test('the definition, on sets of paths, gives the same', () => {
  checkProperty(
    modelsAndSets,
    ([{ model, closure, popularity }, members]) => {
      expectCost(layerCost(model, members).cost, slowLayerCost(closure, popularity, members));
    },
    1000,
  );
});

test.each(['web', 'db'])('so it does for the layers of %s', (name) => {
  const closure = closureFrom(fixtureGraph(name));
  const data = plainPopularity(new Map(closure.names.map((of, path) => [of, 1 + (path % 30)])));
  for (const popularity of [popularityOf(closure, undefined), popularityOf(closure, data)]) {
    const model = costModel(closure, popularity);
    for (let path = 0; path < model.n; path++) {
      const members = [path, (path * 7 + 3) % model.n].filter((p, i, all) => all.indexOf(p) === i);
      expectCost(layerCost(model, members).cost, slowLayerCost(closure, popularity, members));
    }
  }
});

test('two sets together cost what their union costs', () => {
  checkProperty(modelsAndSets, ([{ model }, members, at]) => {
    const cut = 1 + (at % members.length);
    const [a, b] = [members.slice(0, cut), members.slice(cut)];
    fc.pre(b.length > 0);
    const [clusterA, clusterB] = [a, b].map((paths) => clusterOf(model, paths, model.narSizes));
    const together = costTogether(model, clusterA!, clusterB!);
    expectCost(together, layerCost(model, members).cost);
  });
});
