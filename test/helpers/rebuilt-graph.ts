import { digestOf, type StoreGraph } from './store-graph.ts';

/** A graph of the same names, all of them built again; other builds for another word. */
export function rebuiltGraph({ roots, entries }: StoreGraph, word: string): StoreGraph {
  const again = (path: string) => {
    const name = path.slice(path.indexOf('-') + 1);
    return `/nix/store/${digestOf(`${name} ${word}`)}-${name}`;
  };
  return {
    roots: roots.map(again),
    entries: entries.map(({ path, narSize, references }) => ({
      path: again(path),
      narSize,
      references: references.map(again),
    })),
  };
}
