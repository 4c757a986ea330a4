import { successors } from '../graph/csr.ts';
import { findingList } from '../input/input-error.ts';
import type { EntryTable } from './entry-table.ts';

/**
 * The first entry of every store path that has entries, in the order of the input. O(n + m).
 *
 * @throws InputError when two entries of one path differ in narSize or in their set of references,
 *   not counting self-references
 */
export function mergeDuplicates(table: EntryTable): Uint32Array {
  const { owners, narSizes, storePaths } = table;
  const firstOf = new Int32Array(storePaths.length).fill(-1);
  const kept: number[] = [];
  const findings = findingList();
  const referencesOf = new Map<number, ReadonlySet<number>>();
  for (let entry = 0; entry < owners.length; entry++) {
    const owner = owners[entry]!;
    const known = firstOf[owner]!;
    if (known === -1) {
      firstOf[owner] = entry;
      kept.push(entry);
    } else if (narSizes[known] !== narSizes[entry]) {
      findings.add(() => ({
        place: storePaths[owner]!,
        found: `two entries, of ${narSizes[known]} and of ${narSizes[entry]} bytes`,
        expected: 'one narSize',
      }));
    } else {
      // once for each path, because it may have as many duplicates as references
      const first = referencesOf.get(owner) ?? otherReferences(table, known);
      referencesOf.set(owner, first);
      const second = otherReferences(table, entry);
      if (first.size !== second.size || ![...second].every((path) => first.has(path))) {
        findings.add(() => ({
          place: storePaths[owner]!,
          found: 'two entries with different references',
          expected: 'one set of references',
        }));
      }
    }
  }
  findings.refuse('give the graph of one store, not several joined');
  return new Uint32Array(kept);
}

/** The references of an entry, without its self-reference. */
function otherReferences({ owners, references }: EntryTable, entry: number): Set<number> {
  const others = new Set(successors(references, entry));
  others.delete(owners[entry]!);
  return others;
}
