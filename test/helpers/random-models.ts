import fc from 'fast-check';
import type { Closure } from '../../src/closure/closure.ts';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { successors } from '../../src/graph/csr.ts';
import { topologicalOrder } from '../../src/graph/topological-order.ts';
import { type CostModel, costModel } from '../../src/layers/cost/cost-model.ts';
import type { Popularity } from '../../src/layers/popularity-data.ts';
import { orderedLists } from './random-lists.ts';
import { attrsJson, digestOf, type StoreGraph } from './store-graph.ts';

const VERSIONS = ['', '-1.2', '-3.0.14', '-2.40', '-2.40-dev', '-5.10.3-bin'];

/** Sizes around the bounds of the model, over five decades, and 0. */
const narSize = fc.oneof(
  fc.constantFrom(0, 65_535, 65_536, 262_143, 262_144),
  fc.nat(1000),
  fc.integer({ min: 0, max: 170 }).map((tenths) => Math.floor(1024 * 2 ** (tenths / 10))),
);

/** Counts of images; two and three of thirty lie about the bound of what is popular. */
const count = fc.oneof(fc.constantFrom(1, 1, 2, 3, 30), fc.integer({ min: 1, max: 30 }));

/** A model and its closure. */
export interface ModelOfClosure {
  readonly model: CostModel;
  readonly closure: Closure;
  readonly popularity: Popularity;
}

/** Models of closures of varied shape with at most this many paths, with and without pinned data. */
export function randomModels(mostPaths: number): fc.Arbitrary<ModelOfClosure> {
  return orderedLists
    .map((lists) =>
      lists.slice(0, mostPaths).map((targets) => targets.filter((target) => target < mostPaths)),
    )
    .chain((lists) => {
      const each = { minLength: lists.length, maxLength: lists.length };
      return fc.record({
        lists: fc.constant(lists),
        narSizes: fc.array(narSize, each),
        versions: fc.array(fc.constantFrom(...VERSIONS), each),
        counts: fc.array(count, each),
        images: fc.constantFrom(2, 3, 12, 30, 30, 60),
        roots: fc.uniqueArray(fc.nat(lists.length - 1), { maxLength: 3 }),
        origin: fc.constantFrom('data' as const, 'graph' as const),
        salt: fc.nat(),
      });
    })
    .map(({ lists, narSizes, versions, counts: drawn, images: counted, roots, origin, salt }) => {
      const paths = versions.map((version, v) => {
        const letter = String.fromCharCode(97 + Number.parseInt(digestOf(`${salt}${v}`)[0]!, 16));
        return `/nix/store/${digestOf(`${salt} ${v}`)}-${letter}${v}${version}`;
      });
      const entries = paths.map((path, v) => ({
        path,
        narSize: narSizes[v]!,
        references: lists[v]!.map((target) => paths[target]!),
      }));
      const graph: StoreGraph = { roots: [0, ...roots].map((root) => paths[root]!), entries };
      const closure = parseClosure(attrsJson(graph));
      const counts = Float64Array.from(closure.names, (_, path) => Math.min(drawn[path]!, counted));
      // an image that holds a path holds what it refers to
      for (const path of topologicalOrder(closure.references)) {
        for (const target of successors(closure.references, path)) {
          counts[target] = Math.max(counts[target]!, counts[path]!);
        }
      }
      const partsOfImages = counts.map((count) => count / counted);
      const images = origin === 'data' ? counted : 0;
      const popularity: Popularity = { counts, partsOfImages, images, origin };
      return { model: costModel(closure, popularity), closure, popularity };
    });
}
