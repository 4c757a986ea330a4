import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byFirstPath, clusterOf } from '../../../src/layers/cost/cluster.ts';
import { costModel } from '../../../src/layers/cost/cost-model.ts';
import { considerLargest } from '../../../src/layers/expected-pull/consider-largest.ts';
import { largestFirst } from '../../../src/layers/largest-paths.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { closureFrom, digestOf } from '../../helpers/store-graph.ts';

/** A model of this many paths, of which every so many are roots; sizes are few, so that many are equal. */
const models = fc
  .record({
    n: fc.integer({ min: 1, max: 90 }),
    rootEvery: fc.integer({ min: 5, max: 40 }),
    sizes: fc.array(fc.constantFrom(100, 5000, 70_000, 900_000), { minLength: 1, maxLength: 9 }),
  })
  .map(({ n, rootEvery, sizes }) => {
    const paths = Array.from({ length: n }, (_, v) => `/nix/store/${digestOf(`${v}`)}-p${v}`);
    const closure = closureFrom({
      roots: paths.filter((_, v) => v % rootEvery === 0),
      entries: paths.map((path, v) => ({
        path,
        narSize: sizes[v % sizes.length]!,
        references: [],
      })),
    });
    return costModel(closure, popularityOf(closure, undefined));
  });

const cases = fc.record({
  model: models,
  layers: fc.integer({ min: 1, max: 20 }),
  /** How many paths each of the clusters has that were made before. */
  alike: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
});

test('the largest shape the layers, 48 and two for each layer at most, and so do the roots', () => {
  checkProperty(
    cases,
    ({ model, layers, alike }) => {
      const { narSizes, smallSize, releases } = model;
      const roots = new Set(releases.roots);
      const clusterOfPaths = (paths: readonly number[]) => clusterOf(model, paths, narSizes);
      const others = [...narSizes.keys()].filter((path) => !roots.has(path));
      const made = alike
        .map((count) => others.splice(0, count))
        .filter((paths) => paths.length > 0)
        .map(clusterOfPaths);
      const { clusters, smallClusters, smallPaths } = considerLargest(
        model,
        (path) => clusterOfPaths([path]),
        largestFirst(narSizes),
        made,
        layers,
      );

      // nothing is lost, what was one cluster is one, and the order is that of first paths
      const small = [...smallClusters, ...smallPaths.map((path) => clusterOfPaths([path]))];
      expect([...clusters].sort(byFirstPath)).toEqual(clusters);
      const expected = [...made, ...[...roots, ...others].map((path) => clusterOfPaths([path]))];
      expect([...clusters, ...small].sort(byFirstPath)).toEqual(expected.sort(byFirstPath));
      expect(smallClusters.every(({ paths }) => paths.length > 1)).toBe(true);

      const shaping = clusters.filter(({ paths }) => !roots.has(paths[0]!));
      expect(shaping.length + roots.size).toBe(clusters.length);
      const ranked = [...shaping, ...small].sort((a, b) => b.size - a.size || byFirstPath(a, b));
      const large = ranked.filter(({ size }) => size >= smallSize).length;
      const most = Math.min(48 + 2 * layers, Math.max(layers, large));
      expect(shaping).toEqual(ranked.slice(0, most).sort(byFirstPath));
    },
    100,
  );
});
