import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf, costTogether } from '../../src/layers/cost/cluster.ts';
import { describeLayers } from '../../src/layers/describe-layers.ts';
import { withNextMerges } from '../../src/layers/next-merges.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomModels } from '../helpers/random-models.ts';

test('the next merge is the first of the cheapest of all pairs', () => {
  checkProperty(fc.tuple(randomModels(26), fc.integer({ min: 2, max: 12 })), ([of, parts]) => {
    const { model, popularity } = of;
    const lists = Array.from({ length: parts }, (_, part) =>
      Array.from({ length: model.n }, (_, path) => path).filter((path) => path % parts === part),
    ).filter((members) => members.length > 0);
    fc.pre(lists.length > 1);
    const made = lists.map((members) => ({ members }));
    const layers = withNextMerges(model, describeLayers(made, model, popularity));
    const clusters = layers.map(({ members }) => clusterOf(model, [...members], model.narSizes));
    layers.forEach(({ nextMerge }, layer) => {
      const rises = layers.map((_, other) => {
        const [a, b] = [Math.min(layer, other), Math.max(layer, other)];
        const together = costTogether(model, clusters[b]!, clusters[a]!);
        return layer === other ? Infinity : together - layers[b]!.cost - layers[a]!.cost;
      });
      const cost = Math.min(...rises);
      expect(nextMerge).toEqual({ layer: rises.indexOf(cost), cost });
    });
  });
});
