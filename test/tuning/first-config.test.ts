import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { check } from '../../src/tuning/check.ts';
import { parseCheckConfig } from '../../src/tuning/check-config.ts';
import { updatePull } from '../../src/tuning/common-layers.ts';
import { firstConfig } from '../../src/tuning/first-config.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const cases = fc.record({
  updates: fc.tuple(randomUpdates, randomUpdates),
  budget: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(...STRATEGY_NAMES),
});

test('the first rules pass with every update, and with stricter ones nothing does', () => {
  checkProperty(cases, ({ updates: [one, other], budget, strategy }) => {
    const options = { budget, strategy, layerOverhead: 5 };
    const grouping = groupLayers(closureFrom(one.newer), options);
    const updates = [one, other].map(({ older }) =>
      updatePull(grouping, [prepareGrouping(closureFrom(older), options).at(budget)]),
    );
    const config = firstConfig(grouping, options, updates);
    expect(parseCheckConfig(JSON.stringify(config))).toEqual(config);
    expect(config).toMatchObject({ budget, strategy, layerOverhead: 5 });
    expect(check(grouping, config, updates).findings).toEqual([]);

    const { maxLargestShare = 0, maxPullExcess = 0 } = config;
    const stricter = {
      maxLargestShare: maxLargestShare - 0.001,
      maxPullExcess: maxPullExcess - 0.001,
    };
    expect(check(grouping, stricter, updates).findings).toHaveLength(2);
  });
});

test('without an update there is no rule about updates, nor one for what is as usual', () => {
  const grouping = groupLayers(closureFrom({ roots: [], entries: [] }), { layerOverhead: 0 });
  expect(firstConfig(grouping, { layerOverhead: 0 }, [])).toEqual({
    ...{ budget: 94, strategy: 'expected-pull', maxLargestShare: 0 },
  });
});

test('hints and numbers that are not as usual are in the first rules', () => {
  const closure = closureFrom(drawGraph('a', 'a 9000 > b', 'b 5000'));
  const options = { budget: 2, alone: ['a'], stable: ['b'], sharingWeight: 2, reserve: 0 };
  expect(firstConfig(groupLayers(closure, options), options, [])).toMatchObject({
    ...{ budget: 2, alone: ['a'], stable: ['b'], sharingWeight: 2 },
  });
  expect(Object.keys(firstConfig(groupLayers(closure), options, []))).not.toContain('reserve');
});
