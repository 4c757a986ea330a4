import fc from 'fast-check';
import { expect, test } from 'vitest';
import { common, numbersOf, setOf } from '../../../src/graph/bit-set.ts';
import { bytesTogether } from '../../../src/layers/fleet/bytes-ahead.ts';
import type { FleetLayer } from '../../../src/layers/fleet/fleet-layers.ts';
import { uniteParts } from '../../../src/layers/fleet/fleet-model.ts';
import { mergeLayers } from '../../../src/layers/fleet/merge-layers.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import {
  type LayeredFleet,
  layersOfImages,
  randomLayeredFleets,
} from '../../helpers/random-fleet-layers.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;

const budgets = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 5 });

/** Looks at every pair before every merge, and takes the first of the cheapest. */
function slowMerges({ model, layers, free }: LayeredFleet, most: readonly number[]): void {
  for (;;) {
    const over = setOf(
      model.images,
      [...most.keys()].filter((image) => layers.countOf(image) > most[image]!),
    );
    let least = NO_LIMIT;
    let best: readonly [FleetLayer, FleetLayer] | undefined;
    const all = [...layers.all()];
    all.forEach((a, at) => {
      for (const b of all.slice(at + 1)) {
        const images = common(common(a.images, b.images), free);
        const count = numbersOf(images).length;
        const relieved = numbersOf(common(images, over)).length;
        const left = layers.leaving(a, images, count) + layers.leaving(b, images, count);
        const together = bytesTogether(model, a, b, images, count, NO_LIMIT);
        if (relieved > 0 && (left + together) / relieved < least) {
          least = (left + together) / relieved;
          best = [a, b];
        }
      }
    });
    if (best === undefined) {
      return;
    }
    const [a, b] = best;
    const images = common(common(a.images, b.images), free);
    layers.change([a, b], [uniteParts(model, a, b)], images);
  }
}

test('makes the cheapest of all merges for each image over its budget, until all budgets hold', () => {
  checkProperty(
    fc.tuple(randomLayeredFleets, budgets),
    ([fleet, most]) => {
      // fixed images have no budget
      const limits = most.slice(0, fleet.closures.length);
      mergeLayers(fleet.model, fleet.layers, fleet.free, limits);
      const slow = fleet.again();
      slowMerges(slow, limits);
      expect(layersOfImages(fleet)).toEqual(layersOfImages(slow));
      limits.forEach((limit, image) => {
        expect(fleet.layers.countOf(image)).toBeLessThanOrEqual(limit);
      });
    },
    150,
  );
});
