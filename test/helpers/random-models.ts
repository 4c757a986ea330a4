import fc from 'fast-check';
import type { Closure } from '../../src/closure/closure.ts';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import type { Popularity } from '../../src/layers/popularity.ts';
import { type PullModel, pullModel } from '../../src/layers/pull-model/pull-model.ts';
import { orderedLists } from './random-lists.ts';
import { attrsJson, digestOf, type StoreGraph } from './store-graph.ts';

const VERSIONS = ['', '-1.2', '-3.0.14', '-2.40', '-2.40-dev', '-5.10.3-bin'];

/** Sizes around the bounds of the model, over five decades, and 0. */
const narSize = fc.oneof(
  fc.constantFrom(0, 65_535, 65_536, 262_143, 262_144),
  fc.nat(1000),
  fc.integer({ min: 0, max: 170 }).map((tenths) => Math.floor(1024 * 2 ** (tenths / 10))),
);

/** Shares of thirty images; two and three of them lie about the bound of what is popular. */
const share = fc.oneof(fc.constantFrom(1, 1, 2, 3, 30), fc.integer({ min: 1, max: 30 }));

/** A model and its closure. */
export interface ModelOfClosure {
  readonly model: PullModel;
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
        shares: fc.array(share, each),
        roots: fc.uniqueArray(fc.nat(lists.length - 1), { maxLength: 3 }),
        origin: fc.constantFrom('data' as const, 'graph' as const),
        salt: fc.nat(),
      });
    })
    .map(({ lists, narSizes, versions, shares, roots, origin, salt }) => {
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
      const counts = Float64Array.from(closure.names, (_, path) => shares[path]!);
      const popularity: Popularity = { counts, shares: counts.map((c) => c / 30), origin };
      return { model: pullModel(closure, popularity), closure, popularity };
    });
}
