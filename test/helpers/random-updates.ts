import fc from 'fast-check';
import { randomGraphs } from './random-graphs.ts';
import { digestOf, type StoreGraph } from './store-graph.ts';

/** An image before and after an update. */
export interface Update {
  readonly older: StoreGraph;
  readonly newer: StoreGraph;
}

/**
 * Updates of random images: some paths change, a few of them their version, and with them all paths that
 * refer to them; a root may be added, and others removed.
 */
export const randomUpdates: fc.Arbitrary<Update> = fc
  .record({
    graph: randomGraphs,
    changed: fc.uniqueArray(fc.nat(25), { maxLength: 4 }),
    version: fc.constantFrom('', '-9.1', '-9.2-bin'),
    oldRoots: fc.uniqueArray(fc.nat(25), { maxLength: 3 }),
    newRoots: fc.uniqueArray(fc.nat(25), { maxLength: 3 }),
  })
  .map(({ graph, changed, version, oldRoots, newRoots }) => ({
    older: below(graph, oldRoots),
    newer: below(updated(graph, changed, version), newRoots),
  }));

/** The paths that the roots and these entries refer to. */
function below({ roots, entries }: StoreGraph, more: readonly number[]): StoreGraph {
  const added = more.flatMap((index) => entries[index]?.path ?? []);
  const reached = new Set([...roots, ...added]);
  for (const path of reached) {
    for (const reference of entries.find((entry) => entry.path === path)!.references) {
      reached.add(reference);
    }
  }
  return {
    roots: [...new Set([...roots, ...added])],
    entries: entries.filter(({ path }) => reached.has(path)),
  };
}

function updated(graph: StoreGraph, changed: readonly number[], version: string): StoreGraph {
  const paths = new Map<string, string>();
  const rename = (path: string): string => {
    const known = paths.get(path);
    if (known !== undefined) {
      return known;
    }
    const index = graph.entries.findIndex((entry) => entry.path === path);
    const references = graph.entries[index]!.references.map(rename);
    const name = path.slice(44) + (changed.includes(index) ? version : '');
    const isNew = changed.includes(index) || references.some((found) => !isOld(found));
    const next = isNew ? `/nix/store/${digestOf(path + references)}-${name}` : path;
    paths.set(path, next);
    return next;
  };
  const isOld = (path: string) => graph.entries.some((entry) => entry.path === path);
  return {
    roots: graph.roots.map(rename),
    entries: graph.entries.map(({ path, narSize, references }) => ({
      path: rename(path),
      narSize,
      references: references.map(rename),
    })),
  };
}
