import { expect, test } from 'vitest';
import { FLEET_WEIGHTS } from '../../../src/layers/cost/priors.ts';
import { bytesAhead } from '../../../src/layers/fleet/bytes-ahead.ts';
import type { FleetModel } from '../../../src/layers/fleet/fleet-model.ts';

const weights = { storage: 3, updates: 5, pulls: 7 };
const ahead = (count: number, kept: number, releases: number) =>
  bytesAhead({ weights } as FleetModel, 1000, 0.5, { count, kept, releases });

test.each([
  ['new in two images', 2, 0, 0, 1000 * (8 * (3 + 0.5 * (5 + 7 * 2)) + 7 * 2 + 5)],
  ['new in one of two', 2, 1, 0, 1000 * (8 * (3 + 0.5 * (5 + 7 * 2)) + 7)],
  ['kept by two', 2, 2, 0, 1000 * 8 * (3 + 0.5 * (5 + 7 * 2))],
  ['kept, and released half as often as updated', 1, 1, 0.5, 1000 * 8 * (3 + 0.5 * 12 + 3.5)],
  ['in no image', 0, 0, 0, 0],
])('1000 bytes that half of the updates change: %s', (_, count, kept, releases, expected) => {
  expect(ahead(count, kept, releases)).toBeCloseTo(expected, 6);
});

test('a byte that is stored, updated or pulled counts as much', () => {
  expect(new Set(Object.values(FLEET_WEIGHTS))).toEqual(new Set([1]));
});
