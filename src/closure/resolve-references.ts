import type { Csr } from '../graph/csr.ts';
import { findingList } from '../input/input-error.ts';
import type { EntryTable } from './entry-table.ts';

/** The position in `entries` of each store path's entry, by the number of the path; −1 if it has none. */
export function verticesByPath(
  { owners, storePaths }: EntryTable,
  entries: Uint32Array,
): Int32Array {
  const vertexOf = new Int32Array(storePaths.length).fill(-1);
  for (let vertex = 0; vertex < entries.length; vertex++) {
    vertexOf[owners[entries[vertex]!]!] = vertex;
  }
  return vertexOf;
}

/**
 * The references of each entry to other entries, as positions in `entries`. O(n + m).
 *
 * @param missing what to do with references to store paths without an entry
 * @param note called with the number of dropped references, if there are any
 * @throws InputError with the references to store paths without an entry, unless they are to be dropped
 */
export function completeReferences(
  table: EntryTable,
  entries: Uint32Array,
  missing: 'refuse' | 'drop',
  note: (message: string) => void,
): Csr {
  const findings = findingList();
  let missed = 0;
  const graph = resolveReferences(table, entries, (path, reference) => {
    missed++;
    findings.add(() => ({
      place: table.storePaths[path]!,
      found: `a reference to ${table.storePaths[reference]}, which is not in the graph`,
    }));
  });
  if (missing === 'refuse') {
    findings.refuse(
      'give the whole closure (nix path-info needs -r), or leave these references out with --missing drop',
    );
  }
  if (missed > 0) {
    note(`dropped ${missed} references to store paths that are not in the graph`);
  }
  return graph;
}

/**
 * The references of each entry to other entries, each once, as positions in `entries`. O(n + m).
 *
 * @param miss called with each reference to a path without an entry; both are numbers of store paths
 */
export function resolveReferences(
  table: EntryTable,
  entries: Uint32Array,
  miss: (path: number, reference: number) => void,
): Csr {
  const vertexOf = verticesByPath(table, entries);
  const { owners, references } = table;
  const lastReferrer = new Int32Array(table.storePaths.length).fill(-1);
  const offsets = new Uint32Array(entries.length + 1);
  const targets = new Uint32Array(references.targets.length);
  let filled = 0;
  for (let vertex = 0; vertex < entries.length; vertex++) {
    const entry = entries[vertex]!;
    const owner = owners[entry]!;
    lastReferrer[owner] = vertex;
    for (let edge = references.offsets[entry]!; edge < references.offsets[entry + 1]!; edge++) {
      const reference = references.targets[edge]!;
      if (lastReferrer[reference] === vertex) {
        continue;
      }
      lastReferrer[reference] = vertex;
      if (vertexOf[reference] === -1) {
        miss(owner, reference);
      } else {
        targets[filled++] = vertexOf[reference]!;
      }
    }
    offsets[vertex + 1] = filled;
  }
  return { offsets, targets: targets.subarray(0, filled) };
}
