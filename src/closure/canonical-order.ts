import { closureSums } from '../graph/closure-sums.ts';
import { csrFromLists } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import type { StoreEntry } from './store-entry.ts';

/**
 * The entries in the canonical order of a closure: by name, then narSize, closureSize, the names of
 * the references, and at last the store path, which begins to differ in its digest. Strings
 * compare by UTF-16 code unit. The later keys are computed only between entries that need them.
 *
 * @param lists references of each entry, by index
 * @returns a permutation of the entries' indices
 */
export function canonicalOrder(
  entries: readonly StoreEntry[],
  names: readonly string[],
  lists: readonly (readonly number[])[],
): number[] {
  const closureSize = closureSizes(entries, names, lists);
  const referenceNames = (entry: number): string =>
    lists[entry]!.map((target) => names[target]!)
      .sort(compareStrings)
      .join('\n');

  return [...entries.keys()].sort(
    (a, b) =>
      compareStrings(names[a]!, names[b]!) ||
      entries[a]!.narSize - entries[b]!.narSize ||
      closureSize(a) - closureSize(b) ||
      compareStrings(referenceNames(a), referenceNames(b)) ||
      compareStrings(entries[a]!.path, entries[b]!.path),
  );
}

const FEW = 256;

/** The closureSize of those entries that share name and narSize with another; the rest get 0. */
function closureSizes(
  entries: readonly StoreEntry[],
  names: readonly string[],
  lists: readonly (readonly number[])[],
): (entry: number) => number {
  const keys = entries.map(({ narSize }, entry) => `${narSize} ${names[entry]!}`);
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const key of keys) {
    (seen.has(key) ? shared : seen).add(key);
  }
  const tied = [...keys.keys()].filter((entry) => shared.has(keys[entry]!));

  const graph = csrFromLists(lists);
  const weights = Float64Array.from(entries, ({ narSize }) => narSize);
  // walking each closure is quicker for a few, and quadratic for many
  if (tied.length > FEW) {
    const sums = closureSums(graph, weights);
    return (entry) => sums[entry]!;
  }
  const sizes = new Map<number, number>();
  for (const entry of tied) {
    const reached = reach(graph, [entry]);
    sizes.set(
      entry,
      weights.reduce((sum, weight, other) => sum + weight * reached[other]!, 0),
    );
  }
  return (entry) => sizes.get(entry) ?? 0;
}

function compareStrings(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
