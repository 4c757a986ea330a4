import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { PINNED_FILE, parsePinned, pinnedGroupings } from '../helpers/pinned-groupings.ts';

const pinned = parsePinned(readFileSync(PINNED_FILE, 'utf8'));
const now = pinnedGroupings();

test('the same inputs, strategies and options are pinned', () => {
  expect([...now.keys()]).toEqual([...pinned.keys()]);
});

// a change that is meant: npm run pin
test.each(STRATEGY_NAMES)('%s groups as it did', (strategy) => {
  const of = ([key]: [string, string]) => key.includes(` | ${strategy} | `);
  expect([...now].filter(of)).toEqual([...pinned].filter(of));
});
