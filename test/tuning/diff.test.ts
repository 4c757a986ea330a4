import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithoutVersion } from '../../src/closure/name-parts.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { layerRecords } from '../../src/layers/layer-record.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { diff } from '../../src/tuning/diff.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { layersByText, pathsByText, slowUpdate, sum } from '../helpers/slow-update.ts';
import { closureFrom, digestOf, type StoreGraph } from '../helpers/store-graph.ts';

const grouped = fc
  .record({
    update: randomUpdates,
    budget: fc.integer({ min: 1, max: 12 }),
    strategy: fc.constantFrom(...STRATEGY_NAMES),
  })
  .map(({ update, ...options }) => {
    const [older, newer] = [update.older, update.newer].map((graph) =>
      groupLayers(closureFrom(graph), options),
    );
    return { older: older!, newer: newer! };
  });

const sideOf = (grouping: ReturnType<typeof groupLayers>) => ({
  layers: layerRecords(grouping),
  closure: grouping.closure,
});
const textOf = ({ contents }: { contents: readonly string[] }) => contents.toSorted().join('\n');

test('bytes and layers agree with those computed on sets of store paths', () => {
  checkProperty(grouped, ({ older, newer }) => {
    const { layers, paths } = diff(sideOf(older), sideOf(newer));
    const slow = slowUpdate(older, newer);
    expect([layers.pulled, paths!.floor]).toEqual([slow.pulled, slow.floor]);

    const [oldTexts, newTexts] = [older, newer].map((grouping) => [
      ...layersByText(grouping).keys(),
    ]);
    const both = newTexts!.filter((text) => oldTexts!.includes(text));
    const pulled = [...layers.changed, ...layers.added];
    const replaced = layers.changed.map(({ replaces }) => textOf(replaces!));
    expect(layers.kept.map(textOf)).toEqual(both);
    expect([...both, ...pulled.map(({ layer }) => textOf(layer))].sort()).toEqual(newTexts!.sort());
    expect([...both, ...replaced, ...layers.gone.map(textOf)].sort()).toEqual(oldTexts!.sort());

    const oldPaths = pathsByText(older.closure);
    for (const { layer, newPaths } of pulled) {
      expect(newPaths).toEqual(layer.contents.filter((path) => !oldPaths.has(path)));
    }
  });
});

test('a layer replaces the old one, not yet replaced, with which it has most names in common', () => {
  checkProperty(grouped, ({ older, newer }) => {
    const { layers } = diff(sideOf(older), sideOf(newer));
    const namesOf = ({ contents }: { contents: readonly string[] }) =>
      new Set(contents.map((path) => nameWithoutVersion(path.slice(44))));
    const newTexts = new Set(layersByText(newer).keys());
    const waiting = layerRecords(older).filter((layer) => !newTexts.has(textOf(layer)));
    const found = new Map(
      [...layers.changed, ...layers.added].map((pulled) => [textOf(pulled.layer), pulled]),
    );
    for (const layer of layerRecords(newer)) {
      const pulled = found.get(textOf(layer));
      if (pulled !== undefined) {
        const names = namesOf(layer);
        const shared = waiting.map((old) => [...namesOf(old)].filter((n) => names.has(n)).length);
        const most = Math.max(0, ...shared);
        const [replaced] = most === 0 ? [] : waiting.splice(shared.indexOf(most), 1);
        expect(pulled.replaces).toEqual(replaced);
      }
    }
    expect(layers.gone).toEqual(waiting);
  });
});

test('store paths are matched one to one, by name', () => {
  checkProperty(grouped, ({ older, newer }) => {
    const { paths } = diff(sideOf(older), sideOf(newer));
    const { added, removed, updated, rebuilt } = paths!;
    const [from, to] = [older.closure, newer.closure];
    const lost = from.storePaths.filter((path) => !to.storePaths.includes(path));
    const fresh = to.storePaths.filter((path) => !from.storePaths.includes(path));
    const matched = [...updated, ...rebuilt];
    expect(
      [...removed, ...matched.map((m) => m.from)].map((i) => from.storePaths[i]).sort(),
    ).toEqual(lost.sort());
    expect([...added, ...matched.map((m) => m.to)].map((i) => to.storePaths[i]).sort()).toEqual(
      fresh.sort(),
    );
    for (const match of matched) {
      const names = [from.names[match.from]!, to.names[match.to]!];
      expect(new Set(names.map(nameWithoutVersion)).size).toBe(1);
      expect(names[0] === names[1]).toBe(rebuilt.includes(match));
    }
    const bare = (names: readonly string[], indices: readonly number[]) =>
      indices.map((index) => nameWithoutVersion(names[index]!));
    const left = bare(from.names, removed);
    expect(bare(to.names, added).filter((name) => left.includes(name))).toEqual([]);
  });
});

test('of paths with the same name the first is matched with the first', () => {
  // the same name with sizes that fix the canonical order
  const image = (build: string) =>
    closureFrom({
      roots: [],
      entries: [1, 2, 3].map((narSize) => ({
        ...{ path: `/nix/store/${digestOf(build + narSize)}-lib-1`, narSize, references: [] },
      })),
    });
  const layersOf = ({ storePaths }: ReturnType<typeof image>) => [
    { contents: storePaths, narSize: 6 },
  ];
  const [older, newer] = [image('old'), image('new')];
  const { paths } = diff(
    { layers: layersOf(older), closure: older },
    { layers: layersOf(newer), closure: newer },
  );
  expect(paths!.rebuilt).toEqual([0, 1, 2].map((path) => ({ from: path, to: path })));
});

test('one unknown closure is enough for a difference by layers alone', () => {
  const closure = closureFrom({ roots: [], entries: [] });
  for (const [older, newer] of [[closure], [undefined, closure], []]) {
    const told = diff({ layers: [], closure: older }, { layers: [], closure: newer });
    expect(Object.keys(told)).toEqual(['layers']);
  }
});

test('the parts of blame add up to what is pulled, except for layers without a new path', () => {
  checkProperty(grouped, ({ older, newer }) => {
    const { layers, blame } = diff(sideOf(older), sideOf(newer));
    const { selfInflicted, floor } = slowUpdate(older, newer);
    const total = (key: 'own' | 'rebuilt' | 'carried') => sum(blame!.map((part) => part[key]));
    expect(blame!.flatMap(({ path, ...bytes }) => Object.values(bytes)).every((b) => b >= 0)).toBe(
      true,
    );
    expect(total('own') + total('rebuilt')).toBe(floor);
    expect(total('carried')).toBe(layers.pulled - selfInflicted - floor);
  });
});

//  a → b → c     d
//      ↓         ↓        a, b, c and f are a layer, d and e another
//      f         e
const drawing = (c: string): StoreGraph =>
  drawGraph('a d', 'a 1 > b', `b 10 > ${c} f`, `${c} 100`, 'f 1000', 'd 10000 > e', 'e 100000');

test('a cause has its own bytes, those rebuilt and those carried along', () => {
  const rebuilt = ['a', 'b'].reduce(
    (text, name) => text.replaceAll(digestOf(name), digestOf(`${name} rebuilt`)),
    JSON.stringify(drawing('c-1.1')),
  );
  const [older, newer] = [drawing('c-1.0'), JSON.parse(rebuilt)].map((graph) => {
    const closure = closureFrom(graph);
    const layerOf = (pattern: RegExp, narSize: number) => ({
      contents: closure.storePaths.filter((_, path) => pattern.test(closure.names[path]!)),
      narSize,
    });
    return { closure, layers: [layerOf(/^[abcf]/, 1111), layerOf(/^[de]/, 110_000)] };
  });
  const { blame, layers, paths } = diff(older!, newer!);
  const { names } = newer!.closure;
  expect([layers.pulled, paths!.floor]).toEqual([1111, 111]);
  expect(blame!.map(({ path, ...bytes }) => [names[path], bytes])).toEqual([
    ['c-1.1', { own: 100, rebuilt: 11, carried: 1000 }],
  ]);
});

test.each([
  ['openssl-3.0.20', 'openssl-3.0.21', 'updated'],
  ['openssl-3.0.20', 'openssl-3.0.20', 'rebuilt'],
  ['app', 'app-1', 'updated'],
  ['openssl-3.0.20', 'libressl-3.0.21', 'added'],
] as const)('%s is to %s: %s', (from, to, expected) => {
  const [older, newer] = [`a > ${from}`, `b > ${to}`].map((line, index) => {
    const graph = drawGraph('root', `root 1 >${line.slice(3)}`, `${line.slice(4)} 1`);
    const salted = JSON.stringify(graph).replaceAll(/store\/..../g, `store/${index}${index}00`);
    return closureFrom(JSON.parse(salted));
  });
  const { paths } = diff({ layers: [], closure: older }, { layers: [], closure: newer });
  const { names } = newer!;
  const told = {
    updated: paths!.updated.map((update) => update.to),
    rebuilt: paths!.rebuilt.map((update) => update.to),
    added: paths!.added,
  };
  expect(told[expected].map((path) => names[path])).toContain(to);
});

test('outputs of one package are distinguished', () => {
  const graphOf = (version: string, ...outputs: string[]) => {
    const names = outputs.map((output) => `glibc-${version}${output}`);
    return closureFrom(drawGraph('r', `r 1 > ${names.join(' ')}`, ...names.map((n) => `${n} 1`)));
  };
  const older = graphOf('2.40', '', '-bin');
  const newer = graphOf('2.41', '-bin', '-dev');
  const { paths } = diff({ layers: [], closure: older }, { layers: [], closure: newer });
  const told = paths!.updated.map(({ from, to }) => [older.names[from], newer.names[to]]);
  expect(told).toContainEqual(['glibc-2.40-bin', 'glibc-2.41-bin']);
});
