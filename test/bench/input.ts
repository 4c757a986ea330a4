/**
 * Writes the graph of a closure that nobody has yet, to see whether it is read: as JSON of which no
 * string is long enough with the defaults.
 *
 *   npm run bench:input -- [PATHS] [REFERENCES] [NAME_LENGTH] >huge.json
 *   /usr/bin/time -v node bin/group-layers.js -o /dev/null huge.json
 */
import { writeSync } from 'node:fs';

const [paths = 300_000, references = 8, nameLength = 120] = process.argv.slice(2).map(Number);

/** Entries that are written at once. */
const BATCH = 1000;

const STDOUT = 1;

let state = 1;
let batch = '[';
for (let path = 0; path < paths; path++) {
  // each refers to some below it, of which the first are popular
  const targets = new Set<number>();
  for (let reference = 0; reference < references && path > 0; reference++) {
    const nearness = random();
    targets.add(Math.floor(path * (nearness < 0.5 ? random() ** 4 : 1 - random() / 10)));
  }
  const entry = {
    path: storePath(path),
    narSize: 1000 + Math.floor(random() * 1e6),
    narHash: `sha256-${digest(path)}${digest(path)}=`,
    references: [...targets].map(storePath),
  };
  batch += `${path === 0 ? '' : ',\n'}${JSON.stringify(entry)}`;
  if ((path + 1) % BATCH === 0) {
    write(batch);
    batch = '';
  }
}
write(`${batch}]\n`);

function storePath(path: number): string {
  return `/nix/store/${digest(path)}-${`package${path}-`.padEnd(nameLength - 4, 'x')}-1.0`;
}

function digest(path: number): string {
  return String((path * 2_654_435_761) % 2 ** 32).padStart(32, '0');
}

function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

/** All of a text, since a pipe may take only part at a time. */
function write(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(STDOUT, bytes, at);
  }
}
