import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../../src/closure/closure.ts';
import { nameAndBuild } from '../../../src/closure/store-path.ts';
import { contains } from '../../../src/graph/bit-set.ts';
import { FLEET_WEIGHTS } from '../../../src/layers/cost/priors.ts';
import { fleetModel } from '../../../src/layers/fleet/build-fleet-model.ts';
import { startLayers } from '../../../src/layers/fleet/start-layers.ts';
import type { Previous } from '../../../src/layers/previous/previous.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { closureFrom, digestOf } from '../../helpers/store-graph.ts';

/** Which build of each of twelve paths an image holds; −1 for none. */
type Builds = readonly number[];

/** For each path its layer; paths of one number are in one layer. */
type LayerNumbers = readonly number[];

const SIZES = [100, 100, 100, 400, 500, 500, 900, 1000, 2000, 2000, 3000, 9000];

/** Most paths are of one build, as they are where all is built from one state of the package set. */
const builds: fc.Arbitrary<Builds> = fc
  .record({
    most: fc.nat(2),
    others: fc.array(fc.constantFrom(...[0, 0, 0, 0, 0, 0, 0, 0, 1, 2, -1]), {
      minLength: SIZES.length,
      maxLength: SIZES.length,
    }),
  })
  .map(({ most, others }) => others.map((other) => (other < 0 ? -1 : (most + other) % 3)))
  .filter((held) => held.some((build) => build >= 0));

const layerNumbers: fc.Arbitrary<LayerNumbers> = fc.array(fc.nat(4), {
  minLength: SIZES.length,
  maxLength: SIZES.length,
});
const earlier = fc.record({ builds, layers: layerNumbers });

const cases = fc.record({
  images: fc.array(
    fc.record({ builds, previous: fc.option(earlier, { nil: undefined, freq: 4 }) }),
    { minLength: 1, maxLength: 4 },
  ),
  fixed: fc.array(earlier, { maxLength: 2 }),
});

const STORE_PATHS = SIZES.map((_, path) =>
  [0, 1, 2].map((build) => `/nix/store/${digestOf(`${path} ${build}`)}-p${path}-1`),
);
const storePathOf = (path: number, build: number): string => STORE_PATHS[path]![build]!;

function closureOf(held: Builds): Closure {
  const entries = held.flatMap((build, path) =>
    build < 0 ? [] : [{ path: storePathOf(path, build), narSize: SIZES[path]!, references: [] }],
  );
  return closureFrom({ roots: entries.slice(0, 1).map(({ path }) => path), entries });
}

/** The store paths of each layer, sorted. */
function layersOf(of: { builds: Builds; layers: LayerNumbers }): string[][] {
  return [0, 1, 2, 3, 4]
    .map((number) =>
      of.builds
        .flatMap((build, path) =>
          build >= 0 && of.layers[path] === number ? [storePathOf(path, build)] : [],
        )
        .sort(),
    )
    .filter((layer) => layer.length > 0);
}

function previousOf(layers: readonly (readonly string[])[]): Previous {
  return layers.map((layer) =>
    layer.map((storePath) => ({ name: storePath.slice(44), key: nameAndBuild(storePath) })),
  );
}

test('layers are inherited, or taken over whole, the largest first', () => {
  checkProperty(
    cases,
    ({ images, fixed }) => {
      const closures = images.map((image) => closureOf(image.builds));
      const before = images.map(({ previous }) => previous && layersOf(previous));
      const published = fixed.map(layersOf);
      const model = fleetModel(closures, published.length, FLEET_WEIGHTS);
      const { storePaths, narSizes } = model.closure;
      const { layers, lacking, outcome } = startLayers(
        model,
        closures,
        before.map((own) => own && previousOf(own)),
        published.map(previousOf),
        narSizes,
      );

      const had = before.map((own) => new Set(own?.flat()));
      const newTo = closures.map((closure, image) =>
        closure.storePaths.filter((path) => !had[image]!.has(path)),
      );
      const known = images.filter((_, image) => before[image] !== undefined);
      const countNew = newTo.flatMap((paths, image) => (before[image] ? paths : [])).length;
      const countKnown = known.flatMap((image) => closureOf(image.builds).storePaths).length;
      const isRebuilt = countNew >= 0.9 * countKnown;
      expect(outcome).toBe(known.length === 0 ? 'fresh' : isRebuilt ? 'rebuilt' : 'kept');

      const textsOf = (paths: Iterable<number>) => Array.from(paths, (path) => storePaths[path]!);
      const made = closures.map((_, image) =>
        layers.ofImage(image).map(({ cluster }) => textsOf(cluster.paths)),
      );
      const inherits = before.map((own) => own !== undefined && !isRebuilt);
      const sizeOf = (layer: readonly string[]) =>
        layer.reduce((sum, path) => sum + narSizes[storePaths.indexOf(path)]!, 0);
      const publishedHere = published
        .flat()
        .filter((layer) => layer.every((path) => storePaths.includes(path)));
      // what is new to the image and published, the largest first
      const taken = inherits.map((does, index) => {
        const found: string[][] = [];
        for (const layer of does ? publishedHere.toSorted((a, b) => sizeOf(b) - sizeOf(a)) : []) {
          const isNew = layer.every((path) => newTo[index]!.includes(path));
          if (isNew && !layer.some((path) => found.flat().includes(path))) {
            found.push(layer);
          }
        }
        return found;
      });
      // a layer goes on with the paths of its names; those of other builds stand for what is gone
      const expected = before.map((own, index) =>
        inherits[index]
          ? own!
              .map((layer) => {
                const held = layer.filter((path) => closures[index]!.storePaths.includes(path));
                const names =
                  held.length === layer.length ? [] : layer.map((path) => path.slice(44));
                return newTo[index]!.filter((path) => names.includes(path.slice(44)))
                  .concat(held)
                  .filter((path) => !taken[index]!.flat().includes(path))
                  .sort();
              })
              .filter((layer) => layer.length > 0)
              .concat(taken[index]!)
          : [],
      );
      const there = [...expected.flat(), ...publishedHere];
      closures.forEach((closure, image) => {
        const all = [...made[image]!.flat(), ...textsOf(lacking[image]!)];
        expect(all.sort()).toEqual([...closure.storePaths].sort());
        const own = made[image]!.map((layer) => layer.toSorted().join());
        if (inherits[image]) {
          expect(own.sort()).toEqual(expected[image]!.map((layer) => layer.join()).sort());
          return;
        }
        const texts = there.map((layer) => layer.join());
        expect(own.every((layer) => texts.includes(layer))).toBe(true);
        for (const layer of there.filter((one) => one.every((path) => all.includes(path)))) {
          // taken, or a path of it is in one that is as large
          const others = made[image]!.filter((taken) => sizeOf(taken) >= sizeOf(layer));
          expect(layer.some((path) => others.flat().includes(path))).toBe(true);
        }
      });

      // who had the very same layer before
      for (const { cluster, kept, images: having } of layers.all()) {
        const key = textsOf(cluster.paths).sort().join();
        const unchanged = before.filter(
          (own, image) =>
            inherits[image] &&
            contains(having, image) &&
            own!.some((layer) => layer.join() === key),
        );
        const ofFixed = published.filter((own) => own.some((layer) => layer.join() === key));
        expect(kept).toBe(unchanged.length + ofFixed.length);
      }
    },
    100,
  );
});

/** Builds of ten paths: so many of build 1, of build 2, and the others of build 0. */
const tenPaths = (ones: number, twos: number): Builds =>
  Array.from({ length: 10 }, (_, path) => (path < ones ? 1 : path < ones + twos ? 2 : 0));
const halves: LayerNumbers = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
const thirds: LayerNumbers = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2];

/** Which of the ten paths a store path is. */
const numberOf = ({ names }: Closure, path: number): string => /\d+/.exec(names[path]!)![0];

/** What images begin with that are built like this now, and had these builds in these layers. */
function startOf(images: readonly { now: Builds; had: Builds; layers: LayerNumbers }[]) {
  const closures = images.map(({ now }) => closureOf(now));
  const model = fleetModel(closures, images.length, FLEET_WEIGHTS);
  const previous = images.map(({ had, layers }) => previousOf(layersOf({ builds: had, layers })));
  const { narSizes } = model.closure;
  const { layers, outcome } = startLayers(model, closures, previous, previous, narSizes);
  const made = images.map((_, image) =>
    layers.ofImage(image).map(({ cluster }) =>
      cluster.paths
        .map((path) => numberOf(model.closure, path))
        .sort()
        .join(' '),
    ),
  );
  return { made, outcome };
}

test.each([
  [8, 'kept'],
  [9, 'rebuilt'],
])('where %i of ten paths are new the earlier layers are %s', (count, expected) => {
  const image = { now: tenPaths(count, 0), had: tenPaths(0, 0), layers: halves };
  const { made, outcome } = startOf([image]);
  expect(outcome).toBe(expected);
  expect(made[0]).toHaveLength(expected === 'kept' ? 2 : 0);
});

test.each([
  [10, 0, ['0 1 2', '3 4 5', '6 7 8 9']],
  [9, 0, ['0 1 2', '3 4 5', '6 7 8 9']],
  [8, 0, ['0 1 2', '3 4 5', '6 7 8 9']],
  [5, 0, ['0 1 2', '3 4', '5 6 7 8 9']],
  [9, 1, ['0 1 2', '3 4 5', '6 7 8 9']],
  [2, 8, ['0 1 2 3 4', '5 6 7 8 9']],
])(
  'with %i of ten paths new to it alone and %i new to all an image begins with %j',
  (ofOthers, others, expected) => {
    const one = { now: tenPaths(ofOthers, others), had: tenPaths(0, 0), layers: halves };
    const other = { now: tenPaths(10, 0), had: tenPaths(10, 0), layers: thirds };
    const { made, outcome } = startOf([one, other]);
    expect(outcome).toBe('kept');
    expect(made[0]!.toSorted()).toEqual(expected);
  },
);
