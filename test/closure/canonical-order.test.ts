import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import { reach } from '../../src/graph/reach.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { renameDigests } from '../helpers/rename-digests.ts';
import { closureFrom } from '../helpers/store-graph.ts';

/** The keys by which a path is compared before its digest, in order, by their definition. */
function keysOf({ names, narSizes, references }: Closure): [string, number, number, string][] {
  return names.map((name, path) => {
    const reached = reach(references, [path]);
    return [
      name,
      narSizes[path]!,
      narSizes.reduce((sum, narSize, other) => sum + narSize * reached[other]!, 0),
      Array.from(successors(references, path), (target) => names[target]!)
        .sort()
        .join('\n'),
    ];
  });
}

test('is by name, narSize, closureSize, names of the references, then digest', () => {
  checkProperty(randomGraphs, (graph) => {
    const closure = closureFrom(graph);
    const keys = keysOf(closure).map((key, path) => [...key, closure.storePaths[path]!]);
    const sorted = keys.toSorted((a, b) => {
      const position = a.findIndex((part, index) => part !== b[index]);
      return position === -1 ? 0 : a[position]! < b[position]! ? -1 : 1;
    });
    expect(keys).toEqual(sorted);
  });
});

test('does not change when every digest does', () => {
  checkProperty(fc.tuple(randomGraphs, fc.string()), ([graph, salt]) => {
    const { storePaths, ...closure } = closureFrom(graph);
    const keys = keysOf({ storePaths, ...closure }).map(String);
    fc.pre(new Set(keys).size === keys.length);
    const renamed = closureFrom(renameDigests(graph, salt));
    expect({ ...renamed, storePaths }).toEqual({ ...closure, storePaths });
    expect(renamed.storePaths).not.toEqual(storePaths);
  });
});

test('computes the same closureSize for few and for many paths of one name and size', () => {
  const entries = Array.from({ length: 600 }, (_, index) => ({
    path: `/nix/store/${String((index * 7919) % 600).padStart(32, '0')}-same`,
    narSize: 1,
    references: [] as string[],
  }));
  entries.forEach((entry, index) => {
    entry.references.push(...entries.slice(Math.max(0, index - 1), index).map(({ path }) => path));
  });
  const { storePaths } = closureFrom({ roots: [], entries });
  expect(storePaths).toEqual(entries.map(({ path }) => path));
});
