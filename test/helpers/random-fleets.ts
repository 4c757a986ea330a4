import fc from 'fast-check';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import type { FleetImage } from '../../src/layers/fleet/group-fleet.ts';
import { randomGraphsOfDistinctNames } from './random-graphs.ts';
import { attrsJson, type StoreGraph } from './store-graph.ts';

/** The graphs of several images that were built from one package set, by name. */
export type FleetGraphs = readonly { readonly name: string; readonly graph: StoreGraph }[];

/** Fleets of one to five images, some of which hold the same. */
export const randomFleetGraphs: fc.Arbitrary<FleetGraphs> = fc
  .record({
    graph: randomGraphsOfDistinctNames,
    roots: fc.array(fc.uniqueArray(fc.nat(25), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ graph, roots }) =>
    roots.map((indices, image) => ({ name: `image${image}`, graph: below(graph, indices) })),
  );

/** The same with a budget for each image. */
export const randomFleets: fc.Arbitrary<readonly FleetImage[]> = fc
  .tuple(
    randomFleetGraphs,
    fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([graphs, budgets]) => fleetFrom(graphs, budgets));

/** @param budgets of each image */
export function fleetFrom(graphs: FleetGraphs, budgets: readonly number[]): readonly FleetImage[] {
  return graphs.map(({ name, graph }, image) => ({
    name,
    closure: parseClosure(attrsJson(graph)),
    budget: budgets[image]!,
  }));
}

/** The paths that some of a graph's entries refer to, with these as roots. */
function below({ entries }: StoreGraph, indices: readonly number[]): StoreGraph {
  const roots = [...new Set(indices.map((index) => entries[index % entries.length]!.path))];
  const reached = new Set(roots);
  for (const path of reached) {
    for (const reference of entries.find((entry) => entry.path === path)!.references) {
      reached.add(reference);
    }
  }
  return { roots, entries: entries.filter(({ path }) => reached.has(path)) };
}
