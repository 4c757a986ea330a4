import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../../src/closure/closure.ts';
import { nameWithoutVersion } from '../../../src/closure/name-parts.ts';
import { parseClosure } from '../../../src/closure/parse-closure.ts';
import { prepareGrouping } from '../../../src/layers/group-layers.ts';
import type { Grouping } from '../../../src/layers/grouping.ts';
import { inheritLayers } from '../../../src/layers/previous/inherit-layers.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';
import type { Previous } from '../../../src/layers/previous/previous.ts';
import { layersJson, namesJson, pathsJson } from '../../../src/report/grouping-json.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { fixtureText } from '../../helpers/fixture.ts';
import { randomUpdates } from '../../helpers/random-updates.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

const budgets = fc.integer({ min: 1, max: 30 });
const updates = randomUpdates.map(({ older, newer }) => ({
  old: closureFrom(older),
  now: closureFrom(newer),
}));

function groupAfter(
  closure: Closure,
  previous: Previous | undefined,
  budget: number,
  margin?: number,
) {
  return prepareGrouping(closure, { previous, previousMargin: margin }).at(budget);
}

function contentsOf({ closure, layers }: Grouping): string[] {
  return layers
    .map(({ members }) =>
      Array.from(members, (path) => closure.storePaths[path]!)
        .sort()
        .join(),
    )
    .sort();
}

test('an image that did not change keeps its layers, to the byte', () => {
  checkProperty(fc.tuple(updates, budgets), ([{ old }, budget]) => {
    const before = groupAfter(old, undefined, budget);
    const previous = parsePrevious(layersJson(before));
    expect(layersJson(groupAfter(old, previous, budget))).toBe(layersJson(before));
  });
});

test('every path is in one layer of the budget, and what stays as it is costs nothing', () => {
  checkProperty(fc.tuple(updates, budgets, budgets), ([{ old, now }, budget, before]) => {
    const earlier = groupAfter(old, undefined, before);
    const after = groupAfter(now, parsePrevious(layersJson(earlier)), budget);
    expect(after.layers.length).toBeLessThanOrEqual(budget);
    const paths = after.layers.flatMap(({ members }) => [...members]).sort((a, b) => a - b);
    expect(paths).toEqual([...now.storePaths.keys()]);

    const known = new Set(contentsOf(earlier));
    const stayed = contentsOf(after).filter((layer) => known.has(layer));
    expect(stayed).toHaveLength(after.kept!.unchanged);
    const taken = after.kept!.outcome === 'kept' ? after.kept!.kept : after.kept!.fresh;
    const pulled = after.layers
      .filter(({ members }) => {
        const layer = Array.from(members, (path) => now.storePaths[path]!)
          .sort()
          .join();
        return !known.has(layer);
      })
      .reduce((sum, { narSize }) => sum + narSize, 0);
    expect(taken!.pulled).toBe(pulled);
    const cost = after.layers.reduce((sum, layer) => sum + layer.cost, 0);
    expect(Math.abs(taken!.cost - cost)).toBeLessThanOrEqual(1e-9 * (1 + cost));
  });
});

test('a grouping with itself as the earlier one is the same, to the byte', () => {
  checkProperty(fc.tuple(updates, budgets, budgets), ([{ old, now }, budget, before]) => {
    const earlier = parsePrevious(namesJson(groupAfter(old, undefined, before)));
    const after = groupAfter(now, earlier, budget);
    const again = groupAfter(now, parsePrevious(namesJson(after)), budget);
    expect(layersJson(again)).toBe(layersJson(after));
    expect(again.kept).toMatchObject({ moved: 0, joined: 0, left: 0 });
  });
});

test('every path stayed, moved or joined, and what is gone has left', () => {
  checkProperty(fc.tuple(updates, budgets), ([{ old, now }, budget]) => {
    const earlier = groupAfter(old, undefined, budget);
    const { stayed, moved, joined, left } = groupAfter(
      now,
      parsePrevious(namesJson(earlier)),
      budget,
    ).kept!;
    expect(stayed + moved + joined).toBe(now.storePaths.length);
    const names = new Set(now.names.map(nameWithoutVersion));
    const gone = old.names.filter((name) => !names.has(nameWithoutVersion(name)));
    expect(left).toBe(gone.length);
  });
});

/** The index of the largest of some numbers, by what it exceeds the others; undefined if several are largest. */
function largestOf(numbers: readonly number[]): number | undefined {
  const most = Math.max(...numbers);
  const at = numbers.indexOf(most);
  return numbers.lastIndexOf(most) === at ? at : undefined;
}

test('a path stayed if its layer goes on where most of it went, and takes most from it', () => {
  let told = 0;
  checkProperty(fc.tuple(updates, budgets, budgets), ([{ old, now }, before, budget]) => {
    const previous = parsePrevious(layersJson(groupAfter(old, undefined, before)));
    const { layers, kept } = groupAfter(now, previous, budget);
    const inherited = inheritLayers(now, previous).layers;
    const common = inherited.map(({ members }) =>
      layers.map((layer) => members.filter((path) => layer.members.includes(path))),
    );
    const bytes = common.map((ofLayer) =>
      ofLayer.map((paths) => paths.reduce((sum, path) => sum + now.narSizes[path]!, 0)),
    );
    const goesTo = bytes.map(largestOf);
    const comesFrom = layers.map((_, at) =>
      largestOf(bytes.map((ofLayer, layer) => (goesTo[layer] === at ? ofLayer[at]! : -1))),
    );
    const isTie =
      goesTo.includes(undefined) ||
      layers.some((_, at) => comesFrom[at] === undefined && goesTo.includes(at));
    fc.pre(!isTie);
    told++;
    const stayed = comesFrom.map((layer, at) =>
      goesTo.includes(at) ? common[layer!]![at]!.length : 0,
    );
    expect(kept!.stayed).toBe(stayed.reduce((sum, count) => sum + count, 0));
  });
  expect(told).toBeGreaterThan(0);
});

test('fresh layers are taken where they save more than the margin, with updates to come', () => {
  const margins = fc.constantFrom(undefined, 0, 0.3, Number.POSITIVE_INFINITY);
  checkProperty(
    fc.tuple(updates, budgets, budgets, margins),
    ([{ old, now }, before, budget, margin]) => {
      const previous = parsePrevious(namesJson(groupAfter(old, undefined, before)));
      const { kept, fresh, outcome } = groupAfter(now, previous, budget, margin).kept!;
      const bytes = now.narSizes.reduce((sum, size) => sum + size, 0);
      fc.pre(outcome !== 'rebuilt');
      const saved = kept!.pulled - fresh.pulled + 8 * (kept!.cost - fresh.cost);
      expect(outcome).toBe(saved > (margin ?? 0.01) * bytes ? 'fresh pays' : 'kept');
    },
  );
});

test('the three forms of a grouping are the same earlier grouping', () => {
  const old = parseClosure(fixtureText('git.attrs.json'));
  const now = parseClosure(fixtureText('after-update/git.libssl3.attrs.json'));
  const earlier = prepareGrouping(old).at(16);
  const [full, paths, names] = [layersJson, pathsJson, namesJson].map((form) =>
    layersJson(groupAfter(now, parsePrevious(form(earlier)), 16)),
  );
  expect(paths).toBe(full);
  expect(names).toBe(full);
});

test('after an update of one library only layers with something rebuilt are pulled', () => {
  const old = parseClosure(fixtureText('git.attrs.json'));
  const now = parseClosure(fixtureText('after-update/git.libssl3.attrs.json'));
  const earlier = prepareGrouping(old).at(16);
  const after = groupAfter(now, parsePrevious(namesJson(earlier)), 16);
  const known = new Set(contentsOf(earlier));
  const oldPaths = new Set(old.storePaths);
  for (const { members } of after.layers) {
    const layer = Array.from(members, (path) => now.storePaths[path]!).sort();
    if (!known.has(layer.join())) {
      expect(layer.some((path) => !oldPaths.has(path))).toBe(true);
    }
  }
});

test.each([
  [8, 'kept'],
  [9, 'rebuilt'],
])('where %i of ten paths are new the layers are %s', (count, outcome) => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const closure = closureFrom(drawGraph(names.join(' '), ...names.map((name) => `${name} 9000`)));
  const contents = names.map((name, at) => [at < count ? `${name} abcdefgh` : name]);
  const previous = parsePrevious(JSON.stringify(contents));
  expect(groupAfter(closure, previous, 10, Number.POSITIVE_INFINITY).kept!.outcome).toBe(outcome);
});

test('where nearly everything is new there is nothing to inherit', () => {
  const closure = closureFrom(drawGraph('a', 'a 5000000 > b', 'b 3000000'));
  const previous = parsePrevious('[["x-1 abcdefgh"], ["y-2 abcdefgh"]]');
  const { layers, kept } = groupAfter(closure, previous, 2);
  expect(kept!.outcome).toBe('rebuilt');
  expect(layers).toHaveLength(2);
});
