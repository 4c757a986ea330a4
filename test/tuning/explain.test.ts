import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageRootReferences } from '../../src/closure/image-root.ts';
import { successors } from '../../src/graph/csr.ts';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { explain } from '../../src/tuning/explain.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { reachable, reachableWithout } from '../helpers/slow-graph.ts';
import { sum } from '../helpers/slow-update.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const BUDGETS = [1, 2, 4, 40];

const cases = fc.record({
  graph: randomGraphs,
  budget: fc.integer({ min: 1, max: 10 }),
  strategy: fc.constantFrom(...STRATEGY_NAMES),
  popularity: fc.constantFrom(undefined, { images: 28, counts: new Map([['glibc', 7]]) }),
});

test('every fact about a path is true', () => {
  checkProperty(
    cases,
    ({ graph, budget, strategy, popularity }) => {
      const closure = closureFrom(graph);
      const options = { budget, strategy, popularity };
      const grouping = groupLayers(closure, options);
      const all = [...closure.storePaths.keys()];
      const lists = all.map((path) => [...successors(closure.references, path)]);
      const roots = imageRootReferences(closure);
      const sizeOf = (paths: Iterable<number>) => sum([...paths].map((p) => closure.narSizes[p]!));
      const without = all.map((path) => reachableWithout(lists, roots, path));

      for (const told of explain(prepareGrouping(closure, options), grouping, all, BUDGETS)) {
        const { path } = told;
        expect(told.narSize).toBe(closure.narSizes[path]);
        expect(told.closureSize).toBe(sizeOf(reachable(lists, path)));
        expect(told.addedSize).toBe(sizeOf(all.filter((other) => !without[path]!.has(other))));
        expect(told.references).toEqual(lists[path]);
        expect(told.referrers).toEqual(all.filter((other) => lists[other]!.includes(path)));
        const dominators = all.filter((other) => other !== path && !without[other]!.has(path));
        expect(told.dominators.toSorted((a, b) => a - b)).toEqual(dominators);
        told.dominators.forEach((dominator, index) => {
          const below = told.dominators.slice(index + 1);
          expect(below.filter((other) => without[dominator]!.has(other))).toEqual([]);
        });

        expect(told.layer).toBe(grouping.layers[told.layerIndex]);
        expect(told.layer.members).toContain(path);
        const alone = BUDGETS.filter((b) =>
          groupLayers(closure, { ...options, budget: b }).layers.some(
            ({ members }) => members.length === 1 && members[0] === path,
          ),
        );
        expect(told.aloneAt).toEqual(alone);
        const { count, partOfImages, images, origin, key } = told.popularity;
        if (popularity === undefined) {
          const expected = [told.referrers.length, 0, 'graph', undefined];
          expect([count, images, origin, key]).toEqual(expected);
        } else {
          const isKnown = closure.names[path]!.startsWith('glibc');
          expect({ count, partOfImages, images, origin, key }).toEqual({
            count: isKnown ? 7 : 1,
            partOfImages: (isKnown ? 7 : 1) / 28,
            images: 28,
            origin: 'data',
            key: isKnown ? 'glibc' : undefined,
          });
        }
      }
    },
    60,
  );
});

test('progress is reported once for each budget', () => {
  const closure = closureFrom({ roots: [], entries: [] });
  let steps = 0;
  explain(prepareGrouping(closure), groupLayers(closure), [], BUDGETS, () => {
    steps++;
  });
  expect(steps).toBe(BUDGETS.length);
});
