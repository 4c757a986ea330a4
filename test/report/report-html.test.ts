import { describe, expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { decodeLayers } from '../../src/report/layer-codes.ts';
import { type ReportInput, reportData } from '../../src/report/report-data.ts';
import { reportHtml } from '../../src/report/report-html.ts';
import { sweep } from '../../src/tuning/sweep.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { closureFrom, digestOf, type StoreGraph } from '../helpers/store-graph.ts';

const ASSETS = {
  script: { text: 'start()', sha256: 'script=' },
  style: { text: 'p{}', sha256: 'style=' },
};

function inputOf(graph: StoreGraph, older: readonly StoreGraph[] = []): ReportInput {
  const closure = closureFrom(graph);
  return {
    title: 'graph',
    closure,
    older: older.map((old) => ({ title: 'old', closure: closureFrom(old) })),
    budgets: [1, 2, 8, 40],
    options: { budget: 8 },
  };
}

describe('what travels with the page', () => {
  const input = inputOf(fixtureGraph('after-update/web.libssl3'), [fixtureGraph('web')]);
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

describe('the page', () => {
  test('is the same for the same closure, whatever the order of its input', () => {
    const graph = fixtureGraph('web');
    const page = (of: StoreGraph) => reportHtml(reportData(inputOf(of)), ASSETS);
    expect(page(shuffled(graph, 3))).toBe(page(graph));
  });

  test('allows its own script and style, and nothing else', () => {
    const html = reportHtml(reportData(inputOf(fixtureGraph('web'))), ASSETS);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy!.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "script-src 'sha256-script='",
      "style-src 'sha256-style='",
    ]);
  });

  test('holds names as text that nothing can end', () => {
    const names = ['</script><script>alert(1)', '<!--', ']]>', '&amp;', 'a\u2028b\u2029c'];
    const entries = names.map((name) => ({
      path: `/s/${digestOf(name)}-${name.replaceAll('/', '\\')}`,
      narSize: 1,
      references: [],
    }));
    const html = reportHtml(reportData(inputOf({ roots: [], entries })), ASSETS);
    const [, json] = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)!;
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json!).names).toEqual(closureFrom({ roots: [], entries }).names);
    expect(html.match(/<script/g)?.length).toBe(2);
  });
});
