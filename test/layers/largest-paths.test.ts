import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestPaths } from '../../src/layers/largest-paths.ts';
import { checkProperty } from '../helpers/check-property.ts';

test('are the first of all sorted by size, those of one size in the order given', () => {
  const sizes = fc.array(fc.nat(5), { maxLength: 30 });
  checkProperty(fc.tuple(sizes, fc.integer({ min: 1, max: 12 })), ([narSizes, most]) => {
    const sorted = [...narSizes.keys()].sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
    const paths = Uint32Array.from(narSizes.keys());
    const largest = largestPaths(paths, Float64Array.from(narSizes), most);
    expect(largest).toEqual(sorted.slice(0, most));
  });
});
