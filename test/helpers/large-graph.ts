import { digestOf, type StoreGraph } from './store-graph.ts';

const MOST_REFERENCES = 6;

/**
 * A graph of this many store paths of uneven sizes, most of which refer to a few popular ones. Names are
 * padded to `nameLength` if that is given.
 */
export function largeGraph(paths: number, nameLength = 0): StoreGraph {
  const random = sequence(20_190_810);
  const entries: { path: string; narSize: number; references: string[] }[] = [];
  for (let v = 0; v < paths; v++) {
    const count = v === 0 ? 0 : 1 + Math.floor(random() * MOST_REFERENCES);
    const targets = Array.from({ length: count }, () => Math.floor(v * random() * random()));
    const name = `${'abcdefgh'[v % 8]}${v}-1.${v % 10}`.padEnd(nameLength, '.0');
    entries.push({
      path: `/nix/store/${digestOf(String(v))}-${name}`,
      narSize: Math.floor(1000 / (random() + 1e-4)),
      references: [...new Set(targets)].map((target) => entries[target]!.path),
    });
  }
  return { roots: [entries.at(-1)!.path], entries };
}

function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
