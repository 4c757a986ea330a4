import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { layerRecords } from '../../src/layers/layer-record.ts';
import { diffFleets, type FleetSide } from '../../src/tuning/diff-fleets.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomFleetGraphs } from '../helpers/random-fleets.ts';
import { closureFrom } from '../helpers/store-graph.ts';

interface Side {
  readonly closure: Closure;
  readonly layers: readonly { readonly contents: readonly string[]; readonly narSize: number }[];
}

/** Two fleets of one package set, each image at a budget; some images are in one of them only. */
const cases = fc
  .record({
    graphs: randomFleetGraphs,
    budgets: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 2 }),
    renamed: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  })
  .map(({ graphs, budgets: [before, after], renamed }) => {
    const sideOf = (closure: Closure, budget: number): Side => ({
      closure,
      layers: layerRecords(groupLayers(closure, { budget })),
    });
    const closures = graphs.map(({ graph }) => closureFrom(graph));
    // every second image becomes what the last one is, which the older fleet does not have
    const olds = closures.slice(0, Math.max(1, closures.length - 1));
    const older = new Map(olds.map((closure, at) => [`i${at}`, sideOf(closure, before!)]));
    const newer = new Map(
      closures.map((_, at) => [
        `${renamed[at] ? 'new' : 'i'}${at}`,
        sideOf(closures[at % 2 === 0 ? closures.length - 1 : at]!, after!),
      ]),
    );
    return { older, newer: new Map([...newer].reverse()) };
  });

const keysOf = ({ layers }: Side) => layers.map(({ contents }) => [...contents].sort().join());

/** Bytes of layers, and of store paths, that none of the others has. */
function bytesBesides(some: readonly Side[], others: readonly Side[]) {
  const layers = new Map(
    some.flatMap((side) => keysOf(side).map((key, at) => [key, side.layers[at]!.narSize])),
  );
  const paths = new Map(
    some.flatMap(({ closure }) =>
      closure.storePaths.map((path, at) => [path, closure.narSizes[at]!] as const),
    ),
  );
  for (const other of others) {
    for (const key of keysOf(other)) {
      layers.delete(key);
    }
    for (const path of other.closure.storePaths) {
      paths.delete(path);
    }
  }
  const sum = (sizes: Iterable<number>) => [...sizes].reduce((all, size) => all + size, 0);
  return { layers: sum(layers.values()), count: layers.size, paths: sum(paths.values()) };
}

test('images are compared by name, and the registry by all layers', () => {
  checkProperty(
    cases,
    ({ older, newer }) => {
      const found = diffFleets(older, newer);
      const names = [...newer.keys()].sort();
      expect(found.images.map(({ name }) => name)).toEqual(names);
      expect(found.gone).toEqual([...older.keys()].filter((name) => !newer.has(name)).sort());
      let [pulled, floor] = [0, 0];
      for (const image of found.images) {
        const side = newer.get(image.name)!;
        const before = older.get(image.name);
        expect(image.layers).toBe(side.layers.length);
        expect(image.narSize).toBe(side.closure.narSizes.reduce((sum, size) => sum + size, 0));
        if (before === undefined) {
          expect([image.kept, image.pulled]).toEqual([undefined, undefined]);
        } else {
          const lacking = bytesBesides([side], [before]);
          expect(image.pulled).toBe(lacking.layers);
          expect(image.kept).toBe(side.layers.length - lacking.count);
          pulled += lacking.layers;
          floor += lacking.paths;
        }
      }
      const all = bytesBesides([...newer.values()], [...older.values()]);
      expect(found.pulled).toBe(pulled);
      expect(found.stored).toBe(all.layers);
      expect(found.floor).toEqual({ pulled: floor, stored: all.paths });
    },
    60,
  );
});

test('where a closure is not known there is no floor', () => {
  checkProperty(
    cases,
    ({ older, newer }) => {
      const withoutClosures: FleetSide = new Map(
        [...older].map(([name, { layers }]) => [name, { layers }]),
      );
      const { floor, ...known } = diffFleets(older, newer);
      expect(floor).toBeDefined();
      expect(diffFleets(withoutClosures, newer)).toEqual(known);
    },
    20,
  );
});
