import { expect, test } from 'vitest';
import { layerOverheadOf } from '../../src/layers/budget-presets.ts';

test.each<[string, number | undefined]>([
  ['internet', 625_000],
  ['50ms@100Mbit', 625_000],
  ['0.05s@0.1Gbit', 625_000],
  ['lan', 125_000],
  ['1ms@1Gbit', 125_000],
  // 94 requests, three at a time, on 1 Gbit/s: a 94th of what is carried meanwhile
  ['cold-start', Math.round(((94 / 3) * 0.05 * 1e9) / 8 / 94)],
  ['0ms@1Gbit', 0],
  ['5 parsecs', undefined],
  ['50ms', undefined],
  ['50ms@100MB', undefined],
  ['-50ms@100Mbit', undefined],
  ['constructor', undefined],
  ['100', undefined],
])('a layer overhead of %s', (text, bytes) => {
  expect(layerOverheadOf(text)).toBe(bytes);
});
