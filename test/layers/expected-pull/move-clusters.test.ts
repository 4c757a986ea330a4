import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byFirstPath, clusterOf, layerOf } from '../../../src/layers/cost/cluster.ts';
import type { CostModel } from '../../../src/layers/cost/cost-model.ts';
import { rise } from '../../../src/layers/cost/rise.ts';
import {
  type ClusteredLayer,
  moveClusters,
  priceOfStaying,
} from '../../../src/layers/expected-pull/move-clusters.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

/** Clusters of one path each, in some layers. */
const cases = randomModels(26).chain(({ model }) =>
  fc.array(fc.nat(6), { minLength: model.n, maxLength: model.n }).map((parts) => {
    const clusters = parts.map((_, path) => clusterOf(model, [path], model.narSizes));
    const layers = [...new Set(parts)].map((part) => {
      const some = clusters.filter((_, path) => parts[path] === part);
      return { clusters: some, union: layerOf(model, some) };
    });
    return { model, clusters, layers };
  }),
);

/** Bytes pulled for the layers, less what sharing saves. */
function costOf(model: CostModel, layers: readonly ClusteredLayer[]): number {
  return layers
    .map(({ clusters }) => layerOf(model, clusters))
    .reduce((sum, { size, rate, saved }) => sum + size * rate - saved, 0);
}

test('leaves no layer empty, loses nothing, and costs no more than before', () => {
  checkProperty(cases, ({ model, clusters, layers }) => {
    const found = moveClusters(model, layers);
    expect(found).toHaveLength(layers.length);
    expect(found.every((layer) => layer.clusters.length > 0)).toBe(true);
    expect(found.flatMap((layer) => layer.clusters).sort(byFirstPath)).toEqual(clusters);
    for (const layer of found) {
      expect(layer.union.events).toEqual(layerOf(model, layer.clusters).events);
    }
    expect(costOf(model, found)).toBeLessThanOrEqual(costOf(model, layers) + 1e-3);
  });
});

test('leaves no move that would save a twentieth of what it moves', () => {
  checkProperty(cases, ({ model, layers }) => {
    const found = moveClusters(model, layers);
    found.forEach(({ clusters: members }, from) => {
      for (const cluster of members.length > 1 ? members : []) {
        const rest = layerOf(
          model,
          members.filter((other) => other !== cluster),
        );
        const here = rise(model, rest, cluster, Number.POSITIVE_INFINITY);
        found.forEach(({ clusters: others }, to) => {
          if (to !== from) {
            const there = rise(model, layerOf(model, others), cluster, Number.POSITIVE_INFINITY);
            expect(here - there).toBeLessThanOrEqual(0.05 * cluster.size + 1e-3);
          }
        });
      }
    });
  });
});

test('a cluster costs to the last bit what it costs to unite it with all others', () => {
  checkProperty(
    randomModels(26).filter(({ model }) => model.n > 1),
    ({ model }) => {
      const clusters = [...model.narSizes.keys()].map((path) =>
        clusterOf(model, [path], model.narSizes),
      );
      const priceOf = priceOfStaying(model, layerOf(model, clusters), clusters);
      for (const cluster of clusters) {
        const others = layerOf(
          model,
          clusters.filter((other) => other !== cluster),
        );
        expect(priceOf(cluster)).toBe(rise(model, others, cluster, Number.POSITIVE_INFINITY));
      }
    },
    500,
  );
});
