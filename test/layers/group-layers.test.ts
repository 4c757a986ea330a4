import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson } from '../../src/report/grouping-json.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { expectGrouping } from '../helpers/expect-grouping.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { largeGraph } from '../helpers/large-graph.ts';
import { NAMED_GRAPHS } from '../helpers/named-closures.ts';
import { partitionByName } from '../helpers/partition.ts';
import { randomGraphs, randomGraphsOfDistinctNames } from '../helpers/random-graphs.ts';
import { renameDigests } from '../helpers/rename-digests.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { closureFrom, type StoreGraph } from '../helpers/store-graph.ts';

const FIXTURES = ['web', 'api', 'db', 'with-ca', 'drv-closure'];
const graphs = {
  ...NAMED_GRAPHS,
  ...Object.fromEntries(FIXTURES.map((name) => [name, fixtureGraph(name)])),
};

const budgets = fc.integer({ min: 1, max: 28 });

function layersByName(graph: StoreGraph, options: GroupOptions): unknown[] {
  const closure = closureFrom(graph);
  const { layers } = groupLayers(closure, options);
  return layers.map((layer) => ({ ...layer, members: partitionByName([layer], closure) }));
}

describe.each(STRATEGY_NAMES)('%s', (strategy) => {
  test.each(Object.entries(graphs))('groups: %s', (_, graph) => {
    const closure = closureFrom(graph);
    const n = closure.storePaths.length;
    for (const budget of [1, 2, 3, Math.max(1, n - 1), n, 127]) {
      expectGrouping(groupLayers(closure, { strategy, budget }), closure, budget);
    }
  });

  test('groups a closure of no paths into no layers', () => {
    const closure = parseClosure('[]');
    const grouping = groupLayers(closure, { strategy });
    expectGrouping(grouping, closure, 94);
    expect(grouping.layers).toEqual([]);
  });

  test('writes the same bytes whatever the order of entries and references', () => {
    checkProperty(fc.tuple(randomGraphs, budgets, fc.nat()), ([graph, budget, seed]) => {
      const written = [graph, shuffled(graph, seed)].map((input) =>
        layersJson(groupLayers(closureFrom(input), { strategy, budget })),
      );
      expect(written[1]).toBe(written[0]);
    });
  });

  test('makes the same layers in the same order, by name, whatever the digests', () => {
    checkProperty(
      fc.tuple(randomGraphsOfDistinctNames, budgets, fc.string()),
      ([graph, budget, salt]) => {
        const before = layersByName(graph, { strategy, budget });
        expect(layersByName(renameDigests(graph, salt), { strategy, budget })).toEqual(before);
      },
    );
  });

  test.each(FIXTURES)('makes the same layers of %s, by name, whatever the digests', (name) => {
    const graph = fixtureGraph(name);
    const before = layersByName(graph, { strategy, budget: 20 });
    expect(layersByName(renameDigests(graph, 'new'), { strategy, budget: 20 })).toEqual(before);
  });

  test('is in the grouping, with its revision', () => {
    const { strategy: told, revision } = groupLayers(parseClosure('[]'), { strategy });
    expect(told).toBe(strategy);
    expect(revision).toBeGreaterThanOrEqual(1);
  });
});

test('expected-pull uses the budget', () => {
  checkProperty(fc.tuple(randomGraphs, budgets), ([graph, budget]) => {
    const closure = closureFrom(graph);
    const { layers } = groupLayers(closure, { strategy: 'expected-pull', budget });
    expect(layers.length).toBe(Math.min(budget, closure.storePaths.length));
  });
});

test('options that are left out have their defaults', () => {
  const { strategy, budget } = groupLayers(parseClosure('[]'));
  expect({ strategy, budget }).toEqual({ strategy: 'expected-pull', budget: 94 });
});

test('the popularity of a layer is that of its least popular path', () => {
  const closure = closureFrom(drawGraph('a', 'a 1 > b', 'b 1'));
  const counts = new Map([
    ['a', 3],
    ['b', 5],
  ]);
  const popularity = plainPopularity(counts);
  const { layers } = groupLayers(closure, { strategy: 'largest', budget: 1, popularity });
  expect(layers.map((layer) => layer.popularity)).toEqual([3]);
});

test('a path that fewer updates change is in a lower layer', () => {
  const closure = closureFrom(NAMED_GRAPHS.line);
  const { layers } = groupLayers(closure, { strategy: 'largest', budget: 3 });
  expect(layers.map(({ members }) => closure.names[members[0]!])).toEqual(['c', 'b', 'a']);
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'a budget of %d is refused',
  (budget) => {
    expect(() => groupLayers(parseClosure('[]'), { budget })).toThrow(RangeError);
  },
);

/** The layers without their next merges. */
function withoutNextMerges({ layers }: Grouping): unknown[] {
  return layers.map(({ nextMerge: _, ...layer }) => layer);
}

test('a prepared closure gives the same groupings as groupLayers', () => {
  const asked = fc.array(fc.tuple(budgets, fc.constantFrom(...STRATEGY_NAMES)), { maxLength: 8 });
  const counts = fc.array(fc.constantFrom(1, 2, 3, 29, 30), { minLength: 1 });
  checkProperty(
    fc.tuple(randomGraphs, asked, fc.option(counts), fc.constantFrom(0, 5000)),
    ([graph, questions, some, layerOverhead]) => {
      const closure = closureFrom(graph);
      const popularity =
        some === null
          ? undefined
          : plainPopularity(
              new Map(closure.names.map((name, at) => [name, some[at % some.length]!])),
            );
      const options = { popularity, layerOverhead };
      const prepared = prepareGrouping(closure, options);
      for (const [budget, strategy] of questions) {
        const alone = groupLayers(closure, { ...options, budget, strategy });
        const found = prepared.at(budget, strategy);
        expect(found.budget).toBe(budget);
        expect(found.strategy).toBe(strategy);
        expect(found.layers).toEqual(withoutNextMerges(alone));
      }
    },
    400,
  );
});

test('a large closure is grouped the same in any order of budgets', () => {
  const closure = closureFrom(largeGraph(1500));
  const popularity = plainPopularity(
    new Map(closure.names.map((name, at) => [name, [1, 3, 30, 30, 30][at % 5]!])),
  );
  for (const options of [{}, { popularity }]) {
    const prepared = prepareGrouping(closure, options);
    for (const budget of [24, 25, 94, 8, 300, 60, 25]) {
      const alone = groupLayers(closure, { ...options, budget });
      expect(prepared.at(budget).layers).toEqual(withoutNextMerges(alone));
    }
  }
});

test('an earlier grouping and the weight of sharing change what is made', () => {
  const closure = closureFrom(fixtureGraph('web'));
  const alike = (options: GroupOptions) =>
    layersJson(groupLayers(closure, { budget: 8, ...options }));
  const previous = parsePrevious(layersJson(groupLayers(closure, { budget: 5 })));
  const kept = groupLayers(closure, {
    budget: 8,
    previous,
    previousMargin: Number.POSITIVE_INFINITY,
  });
  expect(kept.kept!.outcome).toBe('kept');
  expect(layersJson(kept)).not.toBe(alike({}));
  const popularity = plainPopularity(
    new Map(closure.names.map((name, at) => [name, 1 + (at % 9)])),
  );
  const [none, much] = [0, 50].map((sharingWeight) => alike({ popularity, sharingWeight }));
  expect(none).not.toBe(much);
});

test('each phase is told when it ends', () => {
  const told: string[] = [];
  const onPhase = (phase: string) => told.push(phase);
  groupLayers(parseClosure('[]', { onPhase }), { onPhase });
  expect(told).toEqual(['parse', 'graph', 'scores', 'merge', 'describe']);
});
