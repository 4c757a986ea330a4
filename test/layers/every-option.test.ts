import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson, namesJson, pathsJson } from '../../src/report/grouping-json.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { expectGrouping } from '../helpers/expect-grouping.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { closureFrom, type StoreGraph } from '../helpers/store-graph.ts';

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 1 });
const bytes = fc.oneof(fc.nat(9), fc.nat(1e5), fc.nat(1e9));

const cases = fc.record({
  update: randomUpdates,
  budget: fc.integer({ min: 1, max: 30 }),
  counts: optional(fc.array(fc.nat(40), { minLength: 1, maxLength: 9 })),
  seed: fc.nat(),
  follows: fc.boolean(),
  options: fc.record({
    strategy: fc.constantFrom(...STRATEGY_NAMES),
    sizeThreshold: optional(bytes),
    popularityThreshold: optional(fc.nat(30)),
    layerOverhead: optional(bytes),
    sharingWeight: optional(fc.constantFrom(0, 0.5, 1, 3)),
    previousMargin: optional(fc.constantFrom(0, 0.02, 1, Number.POSITIVE_INFINITY)),
  }),
});

/** The graph with each entry given two times. */
function twice({ roots, entries }: StoreGraph): StoreGraph {
  return { roots, entries: [...entries, ...entries] };
}

test('with any options a grouping is a partition that depends on nothing but closure and options', () => {
  checkProperty(cases, ({ update: { older, newer }, budget, counts, seed, follows, options }) => {
    const closure = closureFrom(newer);
    const popularity =
      counts &&
      plainPopularity(
        new Map(closure.names.map((name, at) => [name, counts[at % counts.length]!])),
      );
    const chosen: GroupOptions = { ...options, budget, popularity };
    const earlier = groupLayers(closureFrom(older), chosen);
    const previous = follows ? parsePrevious(namesJson(earlier)) : undefined;

    const grouping = groupLayers(closure, { ...chosen, previous });
    expectGrouping(grouping, closure, budget);
    const written = layersJson(grouping);
    for (const graph of [shuffled(newer, seed), twice(newer)]) {
      const again = groupLayers(closureFrom(graph), { ...chosen, previous });
      expect(layersJson(again)).toBe(written);
    }

    // an image that follows itself stays as it is
    const itself = groupLayers(closure, { ...chosen, previous: parsePrevious(written) });
    expect(pathsJson(itself)).toBe(pathsJson(grouping));
  });
});
