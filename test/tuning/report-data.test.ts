import { describe, expect, test } from 'vitest';
import { groupLayers, prepareGrouping } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { decodeLayers } from '../../src/tuning/layer-codes.ts';
import { type ReportInput, reportData } from '../../src/tuning/report-data.ts';
import { sweep } from '../../src/tuning/sweep.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

describe('the data of the page', () => {
  const closure = closureFrom(fixtureGraph('after-update/web.libssl3'));
  const older = closureFrom(fixtureGraph('web'));
  const input: ReportInput = {
    title: 'graph',
    prepared: prepareGrouping(closure),
    older: [{ title: 'old', prepared: prepareGrouping(older) }],
    budgets: [1, 2, 8, 40],
    target: 0.05,
    options: { budget: 8 },
  };
  const data = reportData(input);

  test('has the layers of every budget', () => {
    input.budgets.forEach((budget, at) => {
      const { layers } = groupLayers(closure, { budget });
      expect(decodeLayers(data.groupings[at]!)).toEqual(layers.map(({ members }) => [...members]));
      const old = groupLayers(older, { budget });
      expect(decodeLayers(data.older[0]!.groupings[at]!)).toEqual(
        old.layers.map(({ members }) => [...members]),
      );
    });
  });

  test('has the rows of sweep, by every strategy', () => {
    expect(data.strategies.map(({ strategy }) => strategy)).toEqual(STRATEGY_NAMES);
    for (const { strategy, rows } of data.strategies) {
      const against = { older: [prepareGrouping(older, { strategy })] };
      const swept = [...sweep(prepareGrouping(closure, { strategy }), input.budgets, against)];
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
