import { describe, expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { decodeLayers } from '../../src/tuning/layer-codes.ts';
import { type ReportInput, reportData } from '../../src/tuning/report-data.ts';
import { sweep } from '../../src/tuning/sweep.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

describe('what travels with the page', () => {
  const input: ReportInput = {
    title: 'graph',
    closure: closureFrom(fixtureGraph('after-update/web.libssl3')),
    older: [{ title: 'old', closure: closureFrom(fixtureGraph('web')) }],
    budgets: [1, 2, 8, 40],
    options: { budget: 8 },
  };
  const data = reportData(input);

  test('has the layers of every budget', () => {
    input.budgets.forEach((budget, at) => {
      const { layers } = groupLayers(input.closure, { budget });
      expect(decodeLayers(data.groupings[at]!)).toEqual(layers.map(({ members }) => [...members]));
      const old = groupLayers(input.older[0]!.closure, { budget });
      expect(decodeLayers(data.older[0]!.groupings[at]!)).toEqual(
        old.layers.map(({ members }) => [...members]),
      );
    });
  });

  test('has what sweep gives, by every strategy', () => {
    expect(data.strategies.map(({ strategy }) => strategy)).toEqual(STRATEGY_NAMES);
    for (const { strategy, rows } of data.strategies) {
      const older = input.older.map(({ closure }) => closure);
      const swept = [...sweep(input.closure, input.budgets, { strategy }, { older })];
      expect(rows).toEqual(
        swept.map(({ layers, largestShare, expectedPull, update }) => ({
          layers,
          largestShare,
          expectedPull,
          pulled: update!.pulled,
        })),
      );
    }
  });
});
