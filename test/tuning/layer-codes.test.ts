import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLayers, encodeLayers } from '../../src/tuning/layer-codes.ts';
import { checkProperty } from '../helpers/check-property.ts';

test('decoding gives the encoded layers, few or many', () => {
  const groupings = fc
    .oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(255, 256, 257))
    .chain((layers) => fc.array(fc.nat(layers - 1)).map((layerOf) => ({ layers, layerOf })));
  checkProperty(groupings, ({ layers, layerOf }) => {
    const members = decodeLayers({ layerOf: encodeLayers(layerOf, layers), layers });
    expect(members.length).toBe(layers);
    members.forEach((paths, layer) => {
      expect(paths).toEqual([...layerOf.keys()].filter((path) => layerOf[path] === layer));
    });
  });
});
