import fc from 'fast-check';
import { expect, test } from 'vitest';
import { common, isEmpty, numbersOf, sizeOf, without } from '../../../src/graph/bit-set.ts';
import { bytesTogether } from '../../../src/layers/fleet/bytes-ahead.ts';
import type { FleetLayer } from '../../../src/layers/fleet/fleet-layers.ts';
import { partOf } from '../../../src/layers/fleet/fleet-model.ts';
import { joinSmall } from '../../../src/layers/fleet/join-small.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { layersOfImages, randomLayeredFleets } from '../../helpers/random-fleet-layers.ts';

test('each small path joins the layer where it costs least for each image, then another elsewhere', () => {
  checkProperty(
    fc.tuple(randomLayeredFleets, fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 1 })),
    ([fleet, drawn]) => {
      const { model, layers, free } = fleet;
      const { narSizes } = model.closure;
      // the paths of the last parts are taken out of their layers, where another layer is left
      const small = new Map(
        [...model.imagesOf.keys()].flatMap((path) => {
          const lacking = common(model.imagesOf[path]!, free);
          const isSmall = drawn[path % drawn.length]! % 2 === 0;
          return isSmall ? [[path, lacking] as const] : [];
        }),
      );
      for (const { key } of [...layers.all()]) {
        const layer = layers.withKey(key)!;
        const rest = layer.cluster.paths.filter((path) => !small.has(path));
        const parts = rest.length === 0 ? [] : [partOf(model, rest, narSizes)];
        layers.change([layer], parts, layer.images);
      }
      fc.pre(numbersOf(free).every((image) => layers.countOf(image) > 0));

      const all = [...layers.all()];
      const expected = layersOfImages(fleet).map(
        (ofImage) => new Map(ofImage.map((paths) => [paths.join(), [...paths]])),
      );
      for (const [path, lacking] of small) {
        const single = partOf(model, [path], narSizes);
        for (let left = lacking; !isEmpty(left); ) {
          const priceFor = (layer: FleetLayer): number => {
            const images = common(layer.images, left);
            const count = sizeOf(images);
            const together = bytesTogether(model, layer, single, images, count, Infinity);
            return (layers.leaving(layer, images, count) + together) / count;
          };
          const found = all.filter((layer) => !isEmpty(common(layer.images, left)));
          const prices = found.map(priceFor);
          const layer = found[prices.indexOf(Math.min(...prices))]!;
          for (const image of numbersOf(common(layer.images, left))) {
            expected[image]!.get(layer.key)!.push(path);
          }
          left = without(left, layer.images);
        }
      }

      joinSmall(model, layers, small, narSizes);
      const sorted = expected.map((ofImage) =>
        Array.from(ofImage.values(), (paths) => paths.sort((a, b) => a - b)).sort(
          (a, b) => a[0]! - b[0]!,
        ),
      );
      expect(layersOfImages(fleet)).toEqual(sorted);
    },
    120,
  );
});
