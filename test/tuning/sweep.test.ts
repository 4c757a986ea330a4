import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { pullOf, sweep } from '../../src/tuning/sweep.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { layersByText, pathsByText, slowUpdate, sum } from '../helpers/slow-update.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const COSTLESS = { total: 0, updates: 0, releases: 0, sharing: 0 };
const BUDGETS = [1, 2, 3, 5, 8, 40];

const cases = fc.record({
  update: randomUpdates,
  other: randomUpdates,
  options: fc.record({
    strategy: fc.constantFrom(...STRATEGY_NAMES),
    layerOverhead: fc.constantFrom(0, 5000),
  }),
});

test('a row agrees with the groupings at its budget', () => {
  checkProperty(
    cases,
    ({ update, other, options }) => {
      const closure = closureFrom(update.newer);
      const older = [update.older, other.older].map(closureFrom);
      const others = [other.newer, update.older].map(closureFrom);
      const prepare = (graph: typeof closure) => prepareGrouping(graph, options);
      const against = { older: older.map(prepare), others: others.map(prepare) };
      const rows = [...sweep(prepare(closure), BUDGETS, against)];

      expect(rows.map(({ budget }) => budget)).toEqual(BUDGETS);
      for (const { budget, layers, largestShare, expectedPull, update, shared } of rows) {
        const group = (graph: typeof closure) => groupLayers(graph, { ...options, budget });
        const grouping = group(closure);
        const sizes = grouping.layers.map(({ narSize }) => narSize);
        const total = sum(sizes);
        expect(layers).toBe(sizes.length);
        expect(largestShare).toBeCloseTo(total === 0 ? 0 : Math.max(...sizes) / total, 12);
        const expected = grouping.layers.map((layer) => layer.narSize * layer.changeProbability);
        expect(Math.abs(expectedPull - sum(expected))).toBeLessThanOrEqual(1);

        const pulls = older.map((graph) => slowUpdate(group(graph), grouping));
        const [pulled, floor, oneLayer] = (['pulled', 'floor', 'oneLayer'] as const).map((key) =>
          sum(pulls.map((pull) => pull[key])),
        );
        const avoidable = oneLayer! - floor!;
        const excess = avoidable === 0 ? 0 : (pulled! - floor!) / avoidable;
        expect(update).toEqual({ pulled, floor, excess });

        const elsewhere = {
          layers: new Set(others.flatMap((graph) => [...layersByText(group(graph)).keys()])),
          paths: new Set(others.flatMap((graph) => graph.storePaths)),
        };
        const held = (all: Map<string, number>, by: Set<string>) =>
          sum([...all].map(([text, bytes]) => (by.has(text) ? bytes : 0)));
        expect(shared).toEqual({
          layers: held(layersByText(grouping), elsewhere.layers),
          paths: held(pathsByText(closure), elsewhere.paths),
        });
      }
    },
    100,
  );
});

test('without other graphs a row has no figures about them', () => {
  const closure = closureFrom({ roots: [], entries: [] });
  const [row] = sweep(prepareGrouping(closure), [3]);
  expect(row).toEqual({ budget: 3, layers: 0, largestShare: 0, expectedPull: 0, cost: COSTLESS });
});

test('the pull of a row is measured if there are older graphs, else expected', () => {
  const closure = closureFrom({ roots: [], entries: [] });
  const [row] = sweep(prepareGrouping(closure), [3]);
  const measured = { pulled: 0, floor: 0, excess: 0 };
  expect(pullOf({ ...row!, expectedPull: 7 })).toBe(7);
  expect(pullOf({ ...row!, expectedPull: 7, update: measured })).toBe(0);
});
