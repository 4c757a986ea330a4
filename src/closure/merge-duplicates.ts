import { type Finding, InputError } from './input-error.ts';
import type { StoreEntry } from './store-entry.ts';

/**
 * One entry for each store path.
 *
 * @throws InputError when two entries of one path differ in narSize or, self-references
 *   aside, in their set of references
 */
export function mergeDuplicates(entries: readonly StoreEntry[]): StoreEntry[] {
  const byPath = new Map<string, StoreEntry>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const known = byPath.get(entry.path);
    if (known === undefined) {
      byPath.set(entry.path, entry);
    } else if (known.narSize !== entry.narSize) {
      findings.push({
        place: entry.path,
        found: `two entries, of ${known.narSize} and of ${entry.narSize} bytes`,
        expected: 'one narSize',
      });
    } else if (!sameReferences(known, entry)) {
      findings.push({
        place: entry.path,
        found: 'two entries with different references',
        expected: 'one set of references',
      });
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, 'give the graph of one store, not several joined');
  }
  return [...byPath.values()];
}

function sameReferences(a: StoreEntry, b: StoreEntry): boolean {
  const first = new Set(a.references).add(a.path);
  const second = new Set(b.references).add(b.path);
  return first.size === second.size && [...first].every((reference) => second.has(reference));
}
