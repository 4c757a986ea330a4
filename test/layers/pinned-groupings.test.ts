import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  FLEET_INPUT,
  FLEETS,
  fleetHashes,
  groupingsOf,
  PINNED_FILE,
  parsePinned,
  pinnedInputs,
} from '../helpers/pinned-groupings.ts';

const pinned = parsePinned(readFileSync(PINNED_FILE, 'utf8'));
const inputs = pinnedInputs();
const inputOf = (key: string): string => key.split(' | ')[0]!;

test('the same inputs are pinned', () => {
  const expected = [...inputs.map(({ name }) => name), FLEET_INPUT];
  expect([...new Set([...pinned.keys()].map(inputOf))]).toEqual(expected);
});

// a change that is meant: npm run pin
test.each(inputs)('$name is grouped as it was', (input) => {
  const ofInput = [...pinned].filter(([key]) => inputOf(key) === input.name);
  expect([...groupingsOf(input)]).toEqual(ofInput);
});

test.each(FLEETS)('images are grouped together as they were: %s', (fleet) => {
  expect(fleetHashes(fleet)).toBe(pinned.get(`${FLEET_INPUT} | fleet | ${fleet}`));
});
