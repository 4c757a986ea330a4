import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { layerCost } from '../../src/layers/cost/cost.ts';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { layerRecords } from '../../src/layers/layer-record.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { diff } from '../../src/tuning/diff.ts';
import { explain } from '../../src/tuning/explain.ts';
import { openReport, pullOf } from '../../src/tuning/open-report.ts';
import { reportData } from '../../src/tuning/report-data.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { layersByText, slowUpdate } from '../helpers/slow-update.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const BUDGETS = [1, 3, 8, 40];

const cases = fc.record({
  update: randomUpdates,
  strategy: fc.constantFrom(...STRATEGY_NAMES),
  sharingWeight: fc.constantFrom(undefined, 0, 2),
  counts: fc.constantFrom(undefined, [['glibc', 7] as const], [['glibc-2.40', 3] as const]),
});

test('an opened report answers as the commands do', () => {
  checkProperty(
    cases,
    ({ update, strategy, sharingWeight, counts }) => {
      const [older, closure] = [closureFrom(update.older), closureFrom(update.newer)];
      const popularity = counts && plainPopularity(new Map(counts));
      const options = { strategy, sharingWeight, popularity, budget: 3 };
      const prepared = prepareGrouping(closure, options);
      const data = reportData({
        ...{ title: 'new', prepared, options, budgets: BUDGETS, target: 0.05 },
        older: [{ title: 'old', prepared: prepareGrouping(older, options) }],
      });
      const report = openReport(JSON.parse(JSON.stringify(data)));

      expect(report.closure).toEqual(closure);
      expect(report.older[0]!.title).toBe('old');
      for (const key of ['storePaths', 'names', 'narSizes'] as const) {
        expect(report.older[0]!.closure[key]).toEqual(older[key]);
      }
      const keys = prepared.popularity.keys?.map((key) => key ?? null);
      expect(report.data.popularity.keys).toEqual(keys);

      for (const [index, budget] of BUDGETS.entries()) {
        const grouping = withoutRatings(groupLayers(closure, { ...options, budget }));
        const old = withoutRatings(groupLayers(older, { ...options, budget }));
        expect(report.groupingAt(budget).layers).toEqual(grouping.layers);
        expect(report.summaryAt(budget)).toEqual(summarize(grouping));
        expect(report.rowAt(budget)).toBe(report.rows[index]);
        expect(report.rows[index]!.expectedPull).toBe(summarize(grouping).expectedPull);
        grouping.layers.forEach(({ members }, layer) => {
          expect(Array.from(members, (path) => report.layerOf(budget)[path])).toEqual(
            Array.from(members, () => layer),
          );
        });
        const contents = layerRecords(old).map(({ contents, narSize }) => ({ contents, narSize }));
        expect(report.diffAt(budget, 0)).toEqual(
          diff(
            { layers: contents, closure: older },
            { layers: layerRecords(grouping), closure, model: grouping.model },
          ),
        );
        expect(pullOf(report.rowAt(budget))).toBe(slowUpdate(old, grouping).pulled);
        expect(report.fatesAt(budget, 0)).toEqual(slowFates(old, grouping));
      }
      expectFacts(report, closure, options);
    },
    40,
  );
});

/** The page does without merge ratings. */
function withoutRatings(grouping: Grouping): Grouping {
  return { ...grouping, layers: grouping.layers.map(({ mergeRating: _, ...layer }) => layer) };
}

/** What becomes of each path, by comparing layers as text. */
function slowFates(old: Grouping, { closure, layers }: Grouping): string[] {
  const known = layersByText(old);
  const oldPaths = new Set(old.closure.storePaths);
  return closure.storePaths.map((storePath, path) => {
    const layer = layers.find(({ members }) => members.includes(path))!;
    const text = Array.from(layer.members, (member) => closure.storePaths[member]!).sort();
    return known.has(text.join('\n')) ? 'kept' : oldPaths.has(storePath) ? 'carried' : 'changed';
  });
}

function expectFacts(
  report: ReturnType<typeof openReport>,
  closure: Closure,
  options: Parameters<typeof groupLayers>[1],
): void {
  const prepared = prepareGrouping(closure, options);
  const grouping = groupLayers(closure, options);
  const all = [...closure.storePaths.keys()];
  for (const told of explain(prepared, grouping, all, BUDGETS)) {
    const { path, closureSize, addedSize, references, referrers, dominators } = told;
    const facts = { closureSize, addedSize, references, referrers, dominators };
    expect(report.factsOf(path)).toEqual(facts);
    expect(report.referrerCounts[path]).toBe(referrers.length);
    expect(report.alternativesOf(3, path)).toEqual(told.alternatives);
    expect(report.aloneAt(path)).toEqual(told.aloneAt);
    expect(report.indexOf.get(closure.storePaths[path]!)).toBe(path);
    expect(report.chanceOf(path)).toBe(layerCost(grouping.model, [path]).changeProbability);
  }
  expect(report.narSize).toBe(closure.narSizes.reduce((sum, size) => sum + size, 0));
}

test('without older graphs the expected pull stands for the measured one', () => {
  expect(pullOf({ layers: 1, largestShare: 1, expectedPull: 7 })).toBe(7);
  expect(pullOf({ layers: 1, largestShare: 1, expectedPull: 7, pulled: 0 })).toBe(0);
});
