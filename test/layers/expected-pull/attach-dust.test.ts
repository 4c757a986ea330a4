import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachDust } from '../../../src/layers/expected-pull/attach-dust.ts';
import { nearestPowerOfTwo } from '../../../src/layers/expected-pull/nearest-power-of-two.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { layerCost } from '../../../src/layers/pull-model/layer-cost.ts';
import { pullModel } from '../../../src/layers/pull-model/pull-model.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { randomModels } from '../../helpers/random-models.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

/** A model, some layers of its paths, and sets of dust. */
const cases = randomModels(26).chain(({ model }) =>
  fc.record({
    model: fc.constant(model),
    parts: fc.array(fc.nat(9), { minLength: model.n, maxLength: model.n }),
    sizes: fc.array(fc.nat(100_000), { minLength: 5, maxLength: 5 }),
    sharing: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
  }),
);

test('joins each set of dust to the layer where it costs least', () => {
  checkProperty(
    cases,
    ({ model, parts, sizes, sharing }) => {
      const membersOf = (part: number): number[] =>
        [...parts.keys()].filter((path) => parts[path] === part);
      const layers = [0, 1, 2, 3, 4]
        .map((part) => ({ members: membersOf(part), size: sizes[part]!, sharing: sharing[part]! }))
        .filter(({ members }) => members.length > 0);
      fc.pre(layers.length > 0);
      const dust = [5, 6, 7, 8, 9].map(membersOf).filter((members) => members.length > 0);
      const joined = attachDust(model, layers, dust);
      const rate = (...paths: number[]): number => layerCost(model, paths).rate;

      for (const set of dust) {
        const size = set.reduce((sum, path) => sum + nearestPowerOfTwo(model.narSizes[path]!), 0);
        const costs = layers.map(({ members, ...layer }) => {
          const together = rate(...members, ...set);
          const added = layer.size * (together - rate(...members));
          const lost = model.sharingWeight * layer.size * layer.sharing;
          return added + size * (together - rate(...set)) + lost;
        });
        const found = joined.findIndex((members) => members.includes(set[0]!));
        expect(set.every((path) => joined[found]!.includes(path))).toBe(true);
        expect(found).toBe(costs.indexOf(Math.min(...costs)));
      }
    },
    500,
  );
});

test('tells dust of equal size and events apart by the roots that it holds', () => {
  const closure = closureFrom(
    drawGraph(
      'app root-3.0.14',
      'app 1000000 > library',
      'library 50000000 > below-3.0.14',
      'root-3.0.14 1000 > below-3.0.14',
      'below-3.0.14 1000',
    ),
  );
  const model = pullModel(closure, popularityOf(closure, undefined));
  const [app, library, root, below] = ['app', 'library', 'root-3.0.14', 'below-3.0.14'].map(
    (name) => closure.names.indexOf(name),
  ) as [number, number, number, number];
  const layers = [app, library].map((path) => ({
    members: [path],
    size: closure.narSizes[path]!,
    sharing: 0,
  }));
  // a root would have the library pulled at its releases
  expect(attachDust(model, layers, [[below], [root]])).toEqual([
    [app, root],
    [library, below],
  ]);
});
