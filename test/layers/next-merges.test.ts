import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../src/layers/cost/cluster.ts';
import { costTogether } from '../../src/layers/cost/rise.ts';
import { describeLayers } from '../../src/layers/describe-layers.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { withNextMerges } from '../../src/layers/next-merges.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomModels } from '../helpers/random-models.ts';
import { closureFrom } from '../helpers/store-graph.ts';

test('the next merge is the first of the cheapest of all pairs, but for layers that nothing joins', () => {
  const aparts = fc.array(fc.nat(11), { maxLength: 3 });
  checkProperty(
    fc.tuple(randomModels(26), fc.integer({ min: 2, max: 12 }), aparts),
    ([of, parts, alone]) => {
      const { model, popularity } = of;
      const lists = Array.from({ length: parts }, (_, part) =>
        Array.from({ length: model.n }, (_, path) => path).filter((path) => path % parts === part),
      ).filter((members) => members.length > 0);
      fc.pre(lists.length > 1);
      const made = lists.map((members) => ({ members }));
      // layers that hold one of these paths are apart as a whole
      const apart = new Set(
        alone.filter((part) => part < lists.length).flatMap((part) => lists[part]!),
      );
      const layers = withNextMerges(model, describeLayers(made, model, popularity), apart);
      const isApart = layers.map(({ members }) => apart.has(members[0]!));
      const clusters = layers.map(({ members }) => clusterOf(model, [...members], model.narSizes));
      layers.forEach(({ nextMerge }, layer) => {
        const rises = layers.map((_, other) => {
          const [a, b] = [Math.min(layer, other), Math.max(layer, other)];
          const together = costTogether(model, clusters[b]!, clusters[a]!);
          const canMerge = layer !== other && !isApart[layer] && !isApart[other];
          return canMerge ? together - layers[b]!.cost - layers[a]!.cost : Infinity;
        });
        const cost = Math.min(...rises);
        expect(nextMerge).toEqual(
          cost === Infinity ? undefined : { layer: rises.indexOf(cost), cost },
        );
      });
    },
  );
});

test.each([
  [256, true],
  [257, false],
])('with %i layers next merges are told: %s', (count, isTold) => {
  const names = Array.from({ length: count }, (_, v) => `p${v}`);
  const closure = closureFrom(drawGraph(names.join(' '), ...names.map((name) => `${name} 9`)));
  const { layers } = groupLayers(closure, { strategy: 'largest', budget: count });
  expect(layers.filter(({ nextMerge }) => nextMerge !== undefined)).toHaveLength(
    isTold ? count : 0,
  );
});
