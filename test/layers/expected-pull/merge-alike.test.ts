import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../../src/layers/cost/cluster.ts';
import { type CostModel, costModel } from '../../../src/layers/cost/cost-model.ts';
import { partTogether } from '../../../src/layers/cost/rise.ts';
import { alikeMerger } from '../../../src/layers/expected-pull/merge-alike.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { plainPopularity } from '../../../src/layers/popularity-data.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { randomModels } from '../../helpers/random-models.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

const mergerOf = (model: CostModel) =>
  alikeMerger(model, (path) => clusterOf(model, [path], model.narSizes));

/** Popular paths without a root in their closures. */
const candidatesOf = ({ popular, releases }: CostModel): number[] =>
  [...popular].filter((path) => releases.held[path] === 0).sort((a, b) => a - b);

test('at a budget of one all popular paths merge that the same images hold', () => {
  checkProperty(
    randomModels(26).filter(({ model }) => model.images >= 30),
    ({ model }) => {
      const found = mergerOf(model)(1, model.n);
      expect(found.flatMap(({ paths }) => paths).sort((a, b) => a - b)).toEqual(
        candidatesOf(model),
      );
      found.forEach((cluster, position) => {
        expect(partTogether(model, cluster, cluster)).toBeGreaterThan(0);
        for (const other of found.slice(position + 1)) {
          expect(partTogether(model, cluster, other)).toBe(0);
        }
      });
    },
    500,
  );
});

test('no more merges are made than are asked for, and fewer at larger budgets', () => {
  checkProperty(fc.tuple(randomModels(26), fc.nat(9)), ([{ model }, most]) => {
    const popular = candidatesOf(model);
    const at = (budget: number, merges: number) => mergerOf(model)(budget, merges).length;
    expect(at(1, most)).toBeGreaterThanOrEqual(popular.length - most);
    expect(at(94, model.n)).toBeGreaterThanOrEqual(at(24, model.n));
    expect(at(24, model.n)).toBeGreaterThanOrEqual(at(3, model.n));
  });
});

test('two images that hold the same popular paths merge them alike, whatever else they hold', () => {
  const shared = ['tls 6000000 > libc', 'libc 12000000', 'zip 300000 > libc', 'tz 400000'];
  const images = [
    closureFrom(drawGraph('app', 'app 90000000 > tls zip tz', ...shared)),
    closureFrom(drawGraph('site', 'site 500 > big tz', 'big 800000000 > zip tls', ...shared)),
  ];
  const data = plainPopularity(new Map(['tls', 'libc', 'zip', 'tz'].map((name) => [name, 30])));
  const merged = images.map((closure) => {
    const model = costModel(closure, popularityOf(closure, data));
    expect(candidatesOf(model)).toHaveLength(4);
    return mergerOf(model)(24, model.n).map(({ paths }) =>
      paths.map((path) => closure.names[path]!),
    );
  });
  expect(merged[0]).toEqual(merged[1]);
  expect(merged[0]!.some((names) => names.length > 1)).toBe(true);
});

test('what is remembered gives at each budget what a new merger gives', () => {
  checkProperty(randomModels(26), ({ model }) => {
    const mergeAlike = mergerOf(model);
    for (const budget of [60, 1, 20, 400, 3, 5000]) {
      expect(mergeAlike(budget, 9)).toEqual(mergerOf(model)(budget, 9));
    }
  });
});
