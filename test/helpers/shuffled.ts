import { digestOf, type StoreGraph } from './store-graph.ts';

/** The same graph with roots, entries and references in another order, which depends on `seed`. */
export function shuffled({ roots, entries }: StoreGraph, seed: number): StoreGraph {
  return {
    roots: shuffle(roots, seed, (root) => root),
    entries: shuffle(entries, seed, ({ path }) => path).map((entry) => ({
      ...entry,
      references: shuffle(entry.references, seed, (reference) => entry.path + reference),
    })),
  };
}

function shuffle<T>(items: readonly T[], seed: number, keyOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, place: digestOf(`${seed} ${keyOf(item)}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ item }) => item);
}
