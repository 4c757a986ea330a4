import fc from 'fast-check';
import { expect, test } from 'vitest';
import { common, contains, numbersOf, setOf, sizeOf } from '../../../src/graph/bit-set.ts';
import { bytesTogether } from '../../../src/layers/fleet/bytes-ahead.ts';
import { type FleetLayer, isChanged } from '../../../src/layers/fleet/fleet-layers.ts';
import { type Part, partOf } from '../../../src/layers/fleet/fleet-model.ts';
import { movePaths } from '../../../src/layers/fleet/move-paths.ts';
import { splitLayers } from '../../../src/layers/fleet/split-layers.ts';
import { takeOver } from '../../../src/layers/fleet/take-over.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import {
  type LayeredFleet,
  layersOfImages,
  randomLayeredFleets,
} from '../../helpers/random-fleet-layers.ts';

const cost = ({ layers }: LayeredFleet): number =>
  [...layers.all()].reduce((sum, { ahead }) => sum + ahead, 0);

const pathsOf = (fleet: LayeredFleet): number[][] =>
  layersOfImages(fleet).map((ofImage) => ofImage.flat().sort((a, b) => a - b));

/** What all costs more after a change, which is made and taken back. */
function riseBy(
  fleet: LayeredFleet,
  from: readonly FleetLayer[],
  to: readonly Part[],
  images: FleetLayer['images'],
): number {
  const before = cost(fleet);
  fleet.layers.change(from, to, images);
  const rise = cost(fleet) - before;
  const made = to.map(({ key }) => fleet.layers.withKey(key)!);
  fleet.layers.change(made, from, images);
  return rise;
}

/** Searches until nothing changes, and checks that every change saves and loses nothing. */
function searchToTheEnd(fleet: LayeredFleet, search: () => boolean): void {
  const [paths, fixed] = [pathsOf(fleet), layersOfImages(fleet)];
  for (let goesOn = true; goesOn; ) {
    const [before, layers] = [cost(fleet), layersOfImages(fleet)];
    goesOn = search();
    if (goesOn) {
      // a sum of many layers is as exact as its last bits
      expect(cost(fleet)).toBeLessThan(before * (1 + 1e-12));
    } else {
      expect(layersOfImages(fleet)).toEqual(layers);
    }
  }
  expect(pathsOf(fleet)).toEqual(paths);
  for (const { cluster } of fleet.layers.all()) {
    expect([...cluster.paths].sort((a, b) => a - b)).toEqual(cluster.paths);
  }
  expect(layersOfImages(fleet).slice(fleet.closures.length)).toEqual(
    fixed.slice(fleet.closures.length),
  );
}

test('paths move while that saves a twentieth of what a path costs, and no longer', () => {
  checkProperty(
    randomLayeredFleets,
    (fleet) => {
      const { model, layers, free } = fleet;
      const { narSizes } = model.closure;
      const counts = layersOfImages(fleet).map((ofImage) => ofImage.length);
      searchToTheEnd(fleet, () => movePaths(model, layers, free, narSizes));
      expect(layersOfImages(fleet).map((ofImage) => ofImage.length)).toEqual(counts);

      const changed = [...layers.all()].filter(isChanged);
      for (const { key } of changed.filter(({ cluster }) => cluster.paths.length > 1)) {
        for (const { key: other } of changed.filter((layer) => layer.key !== key)) {
          const layer = layers.withKey(key)!;
          const to = layers.withKey(other)!;
          const images = common(common(layer.images, to.images), free);
          const count = sizeOf(images);
          for (const path of count === 0 ? [] : layer.cluster.paths) {
            const single = partOf(model, [path], narSizes);
            const rest = layer.cluster.paths.filter((one) => one !== path);
            if (narSizes[path]! >= model.cost.smallSize && rest.join() !== other) {
              const rise =
                layers.leaving(layer, images, count) +
                layers.leaving(to, images, count) +
                layers.joining(partOf(model, rest, narSizes), images, count) +
                bytesTogether(model, to, single, images, count, Number.POSITIVE_INFINITY);
              expect(rise).toBeGreaterThanOrEqual(-0.4 * narSizes[path]! - 1e-9 * cost(fleet));
            }
          }
        }
      }
    },
    100,
  );
});

test('images take over layers while that saves and their budgets hold, and no longer', () => {
  const budgets = fc.array(fc.integer({ min: 4, max: 7 }), { minLength: 5, maxLength: 5 });
  checkProperty(
    fc.tuple(randomLayeredFleets, budgets),
    ([fleet, most]) => {
      const { model, layers, free } = fleet;
      const { narSizes } = model.closure;
      const limits = most.map((limit, image) =>
        Math.max(limit, image < model.images ? layers.countOf(image) : 0),
      );
      searchToTheEnd(fleet, () => takeOver(model, layers, free, limits, narSizes));
      for (const image of numbersOf(free)) {
        expect(layers.countOf(image)).toBeLessThanOrEqual(limits[image]!);
        for (const { key } of [...layers.all()]) {
          const layer = layers.withKey(key)!;
          const { paths } = layer.cluster;
          const isPossible =
            paths.length > 1 &&
            !contains(layer.images, image) &&
            paths.every((path) => contains(model.imagesOf[path]!, image));
          const own = isPossible
            ? layers
                .ofImage(image)
                .filter(({ cluster }) => cluster.paths.some((path) => paths.includes(path)))
            : [];
          const rests = own
            .map(({ cluster }) => cluster.paths.filter((path) => !paths.includes(path)))
            .filter((rest) => rest.length > 0);
          const count = layers.countOf(image) - own.length + rests.length + 1;
          if (isPossible && own.every(isChanged) && count <= limits[image]!) {
            const parts = [layer, ...rests.map((rest) => partOf(model, rest, narSizes))];
            const rise = riseBy(fleet, own, parts, setOf(model.images, [image]));
            expect(rise).toBeGreaterThanOrEqual(-1e-9 * cost(fleet));
          }
        }
      }
    },
    150,
  );
});

test('a layer that all its images had before is left alone', () => {
  checkProperty(
    fc.tuple(randomLayeredFleets, fc.nat(4)),
    ([fleet, drawn]) => {
      const { model, layers, closures } = fleet;
      const { narSizes } = model.closure;
      const image = drawn % closures.length;
      // where no other image changes, none joins these layers
      const alone = setOf(model.images, [image]);
      const kept = layers.ofImage(image).filter((layer) => !isChanged(layer));
      const limits = closures.map((_, one) => layers.countOf(one) + 3);
      takeOver(model, layers, alone, limits, narSizes);
      movePaths(model, layers, alone, narSizes);
      splitLayers(model, layers, alone, limits, narSizes);
      const keys = layers.ofImage(image).map(({ key }) => key);
      expect(keys).toEqual(expect.arrayContaining(kept.map(({ key }) => key)));
    },
    100,
  );
});

test('images with layers to spare split off paths while that saves a twentieth, and no longer', () => {
  const spares = fc.array(fc.nat(3), { minLength: 5, maxLength: 5 });
  checkProperty(
    fc.tuple(randomLayeredFleets, spares),
    ([fleet, more]) => {
      const { model, layers, free } = fleet;
      const { narSizes } = model.closure;
      const limits = fleet.closures.map((_, image) => layers.countOf(image) + more[image]!);
      searchToTheEnd(fleet, () => splitLayers(model, layers, free, limits, narSizes));
      const hasSpare = (image: number) => layers.countOf(image) < limits[image]!;
      expect(numbersOf(free).every((image) => layers.countOf(image) <= limits[image]!)).toBe(true);
      for (const layer of [...layers.all()].filter(isChanged)) {
        const spare = numbersOf(common(layer.images, free)).filter(hasSpare);
        const { paths } = layer.cluster;
        const images = setOf(model.images, spare);
        for (const path of spare.length > 0 && paths.length > 1 ? paths : []) {
          const rise = [[path], paths.filter((other) => other !== path)].reduce(
            (sum, part) =>
              sum + layers.joining(partOf(model, part, narSizes), images, spare.length),
            layers.leaving(layer, images, spare.length),
          );
          expect(rise).toBeGreaterThanOrEqual(-0.4 * narSizes[path]! - 1e-9 * cost(fleet));
        }
      }
    },
    150,
  );
});
