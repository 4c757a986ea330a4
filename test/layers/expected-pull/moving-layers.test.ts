import fc from 'fast-check';
import { expect, test } from 'vitest';
import { singleGroups } from '../../../src/layers/expected-pull/groups.ts';
import {
  costWithout,
  moveUnit,
  movingLayers,
  rateWith,
} from '../../../src/layers/expected-pull/moving-layers.ts';
import { layerCost } from '../../../src/layers/pull-model/layer-cost.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

const LAYERS = 4;

/** Single paths as units, the layer of each, and moves of them. */
const cases = randomModels(26).chain(({ model }) =>
  fc.record({
    model: fc.constant(model),
    layerOf: fc.array(fc.nat(LAYERS - 1), { minLength: model.n, maxLength: model.n }),
    moves: fc.array(fc.tuple(fc.nat(model.n - 1), fc.nat(LAYERS - 1)), { maxLength: 6 }),
  }),
);

test('after any moves a layer is what it would be if made of its units', () => {
  checkProperty(cases, ({ model, layerOf, moves }) => {
    const paths = Uint32Array.from(layerOf.keys());
    const units = singleGroups(model, new Uint8Array(model.n), paths);
    const membersOf = (layer: number): number[] =>
      [...layerOf.keys()].filter((unit) => layerOf[unit] === layer);
    const moving = movingLayers(units, [0, 1, 2, 3].map(membersOf));
    for (const [unit, to] of moves) {
      moveUnit(moving, unit, layerOf[unit]!, to);
      layerOf[unit] = to;
    }
    expect(moving).toEqual(movingLayers(units, [0, 1, 2, 3].map(membersOf)));
  });
});

test('it tells what a layer costs with a unit less, and is pulled for with one more', () => {
  checkProperty(cases, ({ model, layerOf }) => {
    const paths = Uint32Array.from(layerOf.keys());
    const units = singleGroups(model, new Uint8Array(model.n), paths);
    const layers = [0, 1, 2, 3].map((layer) =>
      [...layerOf.keys()].filter((unit) => layerOf[unit] === layer),
    );
    const moving = movingLayers(units, layers);
    for (const [unit, layer] of layerOf.entries()) {
      const others = layers.map((members) => members.filter((member) => member !== unit));
      if (others[layer]!.length > 0) {
        expect(costWithout(moving, layer, unit)).toBe(movingLayers(units, others).costs[layer]);
      }
      layers.forEach((members, to) => {
        if (to !== layer) {
          expect(rateWith(moving, to, unit)).toBe(layerCost(model, [...members, unit]).rate);
        }
      });
    }
  });
});
