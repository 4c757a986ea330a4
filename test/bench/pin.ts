/**
 * Writes the groupings that the tests compare with, and prints how many of them changed, by strategy;
 * and the picture of README.md, which shows two of them.
 *
 *   npm run pin
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { drawUpdate, PICTURE_FILE } from '../helpers/draw-update.ts';
import {
  PINNED_FILE,
  parsePinned,
  pinnedGroupings,
  pinnedText,
} from '../helpers/pinned-groupings.ts';

const before = parsePinned(existsSync(PINNED_FILE) ? readFileSync(PINNED_FILE, 'utf8') : '');
const after = pinnedGroupings();
const tally = new Map<string, { changed: number; all: number }>();
for (const [key, line] of after) {
  const strategy = key.split(' | ')[1]!;
  const { changed, all } = tally.get(strategy) ?? { changed: 0, all: 0 };
  const old = before.get(key)?.split(' ');
  const hashes = line.split(' ');
  const differing = hashes.filter((hash, at) => hash !== old?.[at]).length;
  tally.set(strategy, { changed: changed + differing, all: all + hashes.length });
}
writeFileSync(PINNED_FILE, pinnedText(after));
writeFileSync(PICTURE_FILE, drawUpdate());

for (const [strategy, { changed, all }] of tally) {
  process.stdout.write(`${strategy.padEnd(13)} ${changed} of ${all} changed\n`);
}
const gone = [...before.keys()].filter((key) => !after.has(key)).length;
if (gone > 0) {
  process.stdout.write(`${gone} lines of inputs that are gone\n`);
}
