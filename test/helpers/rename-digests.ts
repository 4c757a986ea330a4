import { digestOf, type StoreGraph } from './store-graph.ts';

/** The same graph with every digest replaced, the names kept. */
export function renameDigests({ roots, entries }: StoreGraph, salt: string): StoreGraph {
  const rename = (path: string): string => {
    const slash = path.lastIndexOf('/') + 1;
    const dash = path.indexOf('-', slash);
    return path.slice(0, slash) + digestOf(salt + path) + path.slice(dash);
  };
  return {
    roots: roots.map(rename),
    entries: entries.map(({ path, narSize, references }) => ({
      path: rename(path),
      narSize,
      references: references.map(rename),
    })),
  };
}
