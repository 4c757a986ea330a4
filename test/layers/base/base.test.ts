import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../../src/closure/closure.ts';
import { successors } from '../../../src/graph/csr.ts';
import type { Base } from '../../../src/layers/base/base.ts';
import { groupLayers, prepareGrouping } from '../../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../../src/layers/strategy-names.ts';
import { layersJson } from '../../../src/report/grouping-json.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { randomGraphs } from '../../helpers/random-graphs.ts';
import { shuffled } from '../../helpers/shuffled.ts';
import { closureFrom, type StoreGraph } from '../../helpers/store-graph.ts';

const bases = fc.record({
  graph: randomGraphs,
  /** Which paths the base holds, by position, again and again. */
  held: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
  layers: fc.integer({ min: 0, max: 9 }),
  reserve: fc.integer({ min: 0, max: 3 }),
  left: fc.integer({ min: 1, max: 20 }),
  strategy: fc.constantFrom(...STRATEGY_NAMES),
  layerOverhead: fc.constantFrom(0, 5000),
  seed: fc.nat(),
});

function baseOf({ entries }: StoreGraph, held: readonly boolean[], layers: number): Base {
  const paths = entries.map(({ path }) => path).filter((_, at) => held[at % held.length]);
  const other = `/nix/store/${'0'.repeat(32)}-of-the-base-alone`;
  return { storePaths: new Set([...paths, other]), layers };
}

test('every path of the closure is in exactly one layer or in the base, and what is taken of the budget stays free', () => {
  checkProperty(bases, ({ graph, held, layers, reserve, left, strategy, layerOverhead }) => {
    const closure = closureFrom(graph);
    const base = baseOf(graph, held, layers);
    const budget = layers + reserve + left;
    const options = { base, reserve, strategy, budget, layerOverhead };
    const grouping = groupLayers(closure, options);
    expectGrouping(grouping, grouping.closure, budget);
    expect(grouping.layers.length).toBeLessThanOrEqual(left);

    const grouped = grouping.layers.flatMap(({ members }) =>
      Array.from(members, (path) => grouping.closure.storePaths[path]!),
    );
    const inBase = closure.storePaths.filter((path) => base.storePaths.has(path));
    expect([...grouped, ...inBase].sort()).toEqual([...closure.storePaths].sort());
    const edgesOf = ({ storePaths, references }: Closure) =>
      storePaths.flatMap((path, from) =>
        Array.from(successors(references, from), (to) => `${path} ${storePaths[to]}`),
      );
    const isOurs = (path: string) => !base.storePaths.has(path);
    expect(edgesOf(grouping.closure)).toEqual(
      edgesOf(closure).filter((edge) => edge.split(' ').every(isOurs)),
    );
    const rootsOf = ({ storePaths, roots }: Closure) =>
      Array.from(roots, (root) => storePaths[root]!);
    expect(rootsOf(grouping.closure)).toEqual(rootsOf(closure).filter(isOurs));
    const bytes = closure.narSizes.reduce((sum, size) => sum + size, 0);
    const ours = grouping.closure.narSizes.reduce((sum, size) => sum + size, 0);
    expect(grouping.taken).toEqual({
      ...{ base: layers, reserve, paths: inBase.length, narSize: bytes - ours },
    });
    const prepared = prepareGrouping(closure, options);
    expect(prepared.leastBudget).toBe(layers + reserve + 1);
    expect(() => prepared.at(layers + reserve)).toThrow(RangeError);
  });
});

test('the same base gives the same bytes, whatever the order of the graph and of the base', () => {
  checkProperty(bases, ({ graph, held, layers, left, strategy, seed }) => {
    const base = baseOf(graph, held, layers);
    const reversed = { ...base, storePaths: new Set([...base.storePaths].reverse()) };
    const budget = layers + left;
    const first = layersJson(groupLayers(closureFrom(graph), { base, strategy, budget }));
    const again = closureFrom(shuffled(graph, seed));
    expect(layersJson(groupLayers(again, { base: reversed, strategy, budget }))).toBe(first);
  });
});

test('a base that holds nothing changes no layer', () => {
  checkProperty(bases, ({ graph, layers, left, strategy }) => {
    const closure = closureFrom(graph);
    const base = baseOf(graph, [false], layers);
    const upon = layersJson(groupLayers(closure, { base, strategy, budget: layers + left }));
    expect(upon).toBe(layersJson(groupLayers(closure, { strategy, budget: left })));
  });
});

test('no layer is kept that saves less than it is worth', () => {
  checkProperty(bases, ({ graph, held, layers, left }) => {
    const base = baseOf(graph, held, layers);
    const layerOverhead = 5000;
    const options = { base, layerOverhead, budget: layers + left };
    const grouping = groupLayers(closureFrom(graph), options);
    for (const { nextMerge } of grouping.layers) {
      expect(nextMerge?.cost ?? layerOverhead).toBeGreaterThanOrEqual(layerOverhead);
    }
  });
});
