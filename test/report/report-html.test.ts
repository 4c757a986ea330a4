import { describe, expect, test } from 'vitest';
import { prepareGrouping } from '../../src/layers/group-layers.ts';
import { reportHtml } from '../../src/report/report-html.ts';
import { type ReportInput, reportData } from '../../src/tuning/report-data.ts';
import { closureOfNames } from '../helpers/closure-of-names.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { closureFrom, type StoreGraph } from '../helpers/store-graph.ts';

const ASSETS = {
  script: { text: 'start()', sha256: 'script=' },
  style: { text: 'p{}', sha256: 'style=' },
};

function inputOf(graph: StoreGraph): ReportInput {
  const prepared = prepareGrouping(closureFrom(graph));
  return {
    title: 'graph',
    prepared,
    older: [],
    budgets: [1, 2, 8],
    target: 0.05,
    options: { budget: 8 },
  };
}

describe('the page', () => {
  test('is the same for the same closure, whatever the order of its input', () => {
    const graph = fixtureGraph('web');
    const page = (of: StoreGraph) => reportHtml(reportData(inputOf(of)), ASSETS);
    expect(page(shuffled(graph, 3))).toBe(page(graph));
  });

  test('allows its own script and style only', () => {
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

  test('contains names as text that they cannot end', () => {
    const names = ['</script><script>alert(1)', '<!--', ']]>', '&amp;', 'a\u2028b\u2029c'];
    const prepared = prepareGrouping(closureOfNames(names));
    const html = reportHtml(reportData({ ...inputOf(fixtureGraph('web')), prepared }), ASSETS);
    const [, json] = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)!;
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json!).names).toEqual([...names].sort());
    expect(html.match(/<script/g)?.length).toBe(2);
  });
});
