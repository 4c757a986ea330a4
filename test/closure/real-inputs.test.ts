import { describe, expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { layersJson } from '../../src/report/grouping-json.ts';
import { CLOSURE_FORMS } from '../helpers/closure-forms.ts';
import { expectGrouping } from '../helpers/expect-grouping.ts';
import { fixtureText } from '../helpers/fixture.ts';
import type { StoreGraph } from '../helpers/store-graph.ts';

const BUDGET = 24;

function grouped(text: string, roots?: readonly string[]): string {
  const closure = parseClosure(text, { roots });
  const grouping = groupLayers(closure, { budget: BUDGET });
  expectGrouping(grouping, closure, BUDGET);
  return layersJson(grouping);
}

describe.each(['web', 'api', 'git', 'cache', 'jvm', 'db'])('%s', (image) => {
  const text = fixtureText(`${image}.attrs.json`);
  const { exportReferencesGraph, graph } = JSON.parse(text);
  const fromNix: StoreGraph = { roots: exportReferencesGraph.graph, entries: graph };
  const expected = grouped(text);

  test.each(['attrs.json', 'path-info.json', 'dump-db.txt'])('the same bytes from %s', (form) => {
    expect(grouped(fixtureText(`${image}.${form}`), fromNix.roots)).toBe(expected);
  });

  test.each(Object.entries(CLOSURE_FORMS))('the same bytes from %s', (_, write) => {
    expect(grouped(write(fromNix), fromNix.roots)).toBe(expected);
  });
});

describe('a toy store in another store dir', () => {
  const attributes = fixtureText('shapes/other-store-dir.attrs.json');
  const roots: string[] = JSON.parse(attributes).exportReferencesGraph.graph;
  const closure = parseClosure(attributes, { graphName: 'graph' });

  test.each(['path-info-rS.json', 'path-info-binarycache-rS.json', 'dump-db.txt'])('%s', (form) => {
    expect(parseClosure(fixtureText(`shapes/other-store-dir.${form}`), { roots })).toEqual(closure);
  });

  test('the dump of the whole store contains more', () => {
    const whole = parseClosure(fixtureText('shapes/other-store-dir.dump-db.txt'));
    expect(whole.names.filter((name) => name.endsWith('.drv')).length).toBeGreaterThan(0);
    expect(closure.names).toEqual(['app-3.1', 'liba-1.0', 'libb-2.0']);
  });
});

test.each([
  ['published/closure-graph.json', 5],
  ['published/go-1.20.2-pathinfo.json', 87],
  ['with-ca.attrs.json', 4],
  ['drv-closure.attrs.json', 5],
])('%s has %i paths', (file, paths) => {
  grouped(fixtureText(file));
  expect(parseClosure(fixtureText(file)).storePaths.length).toBe(paths);
});

test.each([
  'web.legacy.txt',
  'shapes/legacy-one-root.txt',
  'shapes/other-store-dir.legacy-graph.txt',
])('%s has no sizes', (file) => {
  expect(() => parseClosure(fixtureText(file))).toThrow(
    'line 2: the form of exportReferencesGraph without structured attributes, expected a form that includes narSize',
  );
});
