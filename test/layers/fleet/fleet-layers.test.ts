import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  common,
  isEmpty,
  numbersOf,
  setOf,
  sizeOf,
  sizeOfCommon,
} from '../../../src/graph/bit-set.ts';
import { isChanged } from '../../../src/layers/fleet/fleet-layers.ts';
import { partOf, uniteParts } from '../../../src/layers/fleet/fleet-model.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import {
  type LayeredFleet,
  layersOfImages,
  randomLayeredFleets,
} from '../../helpers/random-fleet-layers.ts';
import { slowFleetCost } from '../../helpers/slow-fleet-cost.ts';

const sumAhead = ({ layers }: LayeredFleet): number =>
  [...layers.all()].reduce((sum, { ahead }) => sum + ahead, 0);

const slowSum = (fleet: LayeredFleet): number =>
  slowFleetCost(fleet.model, fleet.closures, layersOfImages(fleet), fleet.before);

function expectNear(found: number, expected: number, scale: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, scale));
}

test('layers cost what the definition says, on sets of paths', () => {
  checkProperty(randomLayeredFleets, (fleet) => {
    const expected = slowSum(fleet);
    expectNear(sumAhead(fleet), expected, expected);
  });
});

test('layers that some images leave and join cost what the sum rises by', () => {
  checkProperty(
    fc.tuple(randomLayeredFleets, fc.nat(), fc.nat(), fc.nat(31)),
    ([fleet, first, second, some]) => {
      const { model, layers } = fleet;
      const { narSizes } = model.closure;
      const all = [...layers.all()];
      const from = all[first % all.length]!;
      const to = all[second % all.length]!;
      const chosen = setOf(
        model.images,
        [0, 1, 2, 3, 4].filter((image) => image < model.images && (some >> image) % 2 === 1),
      );
      const images = common(common(from.images, to.images), chosen);
      fc.pre(from !== to && !isEmpty(images));
      const count = sizeOf(images);
      const union = uniteParts(model, from, to);
      expect(union).toEqual(
        expect.objectContaining({
          roots: partOf(model, union.cluster.paths, narSizes).roots,
          key: [...from.cluster.paths, ...to.cluster.paths].sort((a, b) => a - b).join(),
        }),
      );

      const before = slowSum(fleet);
      const rise =
        layers.leaving(from, images, count) +
        layers.leaving(to, images, count) +
        layers.joining(union, images, count);
      const { gone, made } = layers.change([from, to], [union], images);
      expectNear(slowSum(fleet) - before, rise, before);
      expectNear(sumAhead(fleet), before + rise, before);

      // what there is now is what there was, without what is gone and with what was made
      const now = [...layers.all()];
      expect(new Set(now)).toEqual(new Set([...all.filter((one) => !gone.includes(one)), ...made]));
      expect(now.map(({ id }) => id)).toEqual(now.map(({ id }) => id).sort((a, b) => a - b));
      expect(sizeOfCommon(layers.withKey(union.key)!.images, images)).toBe(count);

      // and back: the layers of all images are as before
      const joined = layers.withKey(union.key)!;
      layers.change([joined], [from, to], images);
      expectNear(slowSum(fleet), before, before);
      expectNear(sumAhead(fleet), before, before);
    },
    120,
  );
});

test('a layer is changed if an image has it that did not have the very same before', () => {
  checkProperty(randomLayeredFleets, ({ layers, before }) => {
    for (const layer of layers.all()) {
      const had = (image: number) => before[image]!.some((paths) => paths.join() === layer.key);
      expect(isChanged(layer)).toBe(!numbersOf(layer.images).every(had));
    }
  });
});

test('layers are found by image and by the sets of images that have them', () => {
  checkProperty(fc.tuple(randomLayeredFleets, fc.nat(31)), ([{ model, layers }, some]) => {
    const numbers = [...Array(model.images).keys()].filter((image) => (some >> image) % 2 === 1);
    const all = [...layers.all()];
    const has = (image: number) =>
      all.filter(({ images }) => sizeOfCommon(images, setOf(model.images, [image])) === 1);
    for (const image of numbers) {
      expect(new Set(layers.ofImage(image))).toEqual(new Set(has(image)));
      expect(layers.countOf(image)).toBe(has(image).length);
    }
    const found = layers.ofImages(setOf(model.images, numbers));
    expect(found).toEqual(
      all.filter((layer) => numbers.some((image) => has(image).includes(layer))),
    );
  });
});
