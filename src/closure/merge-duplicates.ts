import { successors } from '../graph/csr.ts';
import { type Finding, InputError } from '../input/input-error.ts';
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
  const findings: Finding[] = [];
  for (let entry = 0; entry < owners.length; entry++) {
    const owner = owners[entry]!;
    const known = firstOf[owner]!;
    if (known === -1) {
      firstOf[owner] = entry;
      kept.push(entry);
    } else if (narSizes[known] !== narSizes[entry]) {
      findings.push({
        place: storePaths[owner]!,
        found: `two entries, of ${narSizes[known]} and of ${narSizes[entry]} bytes`,
        expected: 'one narSize',
      });
    } else if (!sameReferences(table, known, entry)) {
      findings.push({
        place: storePaths[owner]!,
        found: 'two entries with different references',
        expected: 'one set of references',
      });
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, 'give the graph of one store, not several joined');
  }
  return new Uint32Array(kept);
}

function sameReferences({ owners, references }: EntryTable, a: number, b: number): boolean {
  const first = new Set(successors(references, a)).add(owners[a]!);
  const second = new Set(successors(references, b)).add(owners[b]!);
  return first.size === second.size && [...first].every((reference) => second.has(reference));
}
