import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../../src/layers/cost/cluster.ts';
import { costModel } from '../../../src/layers/cost/cost-model.ts';
import { rise } from '../../../src/layers/cost/rise.ts';
import { smallAttacher } from '../../../src/layers/expected-pull/attach-small.ts';
import { popularityOf } from '../../../src/layers/popularity.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { randomModels } from '../../helpers/random-models.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

/** A model, some layers of its paths, and small paths. */
const cases = randomModels(26).chain(({ model }) =>
  fc
    .array(fc.nat(9), { minLength: model.n, maxLength: model.n })
    .map((parts) => ({ model, parts })),
);

test('every small path joins the layer whose cost it raises least, the first of equals', () => {
  checkProperty(
    cases,
    ({ model, parts }) => {
      const pathsOf = (part: number): number[] =>
        [...parts.keys()].filter((path) => parts[path] === part);
      const layers = [0, 1, 2, 3, 4]
        .map((part) => clusterOf(model, pathsOf(part), model.narSizes))
        .filter(({ paths }) => paths.length > 0);
      fc.pre(layers.length > 0);
      const small = [5, 6, 7, 8, 9].flatMap(pathsOf);
      const smallClusters =
        small.length < 2 ? [] : [clusterOf(model, small.splice(0, 2), model.narSizes)];
      const found = smallAttacher(model, model.narSizes)(layers, {
        smallClusters,
        smallPaths: small,
      });
      const singles = small.map((path) => clusterOf(model, [path], model.narSizes));
      for (const cluster of [...smallClusters, ...singles]) {
        const rises = layers.map((layer) => rise(model, layer, cluster, Number.POSITIVE_INFINITY));
        const least = Math.min(...rises);
        const at = found.findIndex((members) => members.includes(cluster.paths[0]!));
        expect(found[at]).toEqual(expect.arrayContaining([...cluster.paths]));
        expect(rises[at]).toBeLessThanOrEqual(least + 1e-9 * Math.max(1, least));
      }
    },
    500,
  );
});

test('paths of equal size and events are told apart by the roots that they contain', () => {
  const closure = closureFrom(
    drawGraph(
      'app root-3.0.14',
      'app 1000000 > library',
      'library 50000000 > below-3.0.14',
      'root-3.0.14 1000 > below-3.0.14',
      'below-3.0.14 1000',
    ),
  );
  const model = costModel(closure, popularityOf(closure, undefined), 0);
  const [app, library, root, below] = ['app', 'library', 'root-3.0.14', 'below-3.0.14'].map(
    (name) => closure.names.indexOf(name),
  ) as [number, number, number, number];
  const layers = [app, library].map((path) => clusterOf(model, [path], model.narSizes));
  // a root would have the library pulled at its releases
  const small = { clusters: [], smallClusters: [], smallPaths: [below, root] };
  expect(smallAttacher(model, model.narSizes)(layers, small)).toEqual([
    [app, root],
    [library, below],
  ]);
});
