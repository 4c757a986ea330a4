import { csrFromLists } from '../graph/csr.ts';
import { findCycle } from '../graph/find-cycle.ts';
import { reach } from '../graph/reach.ts';
import { canonicalOrder } from './canonical-order.ts';
import type { Closure } from './closure.ts';
import { type Finding, InputError } from './input-error.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { showValue } from './show-value.ts';
import type { StoreEntry } from './store-entry.ts';
import { parseStorePath } from './store-path.ts';

/** What to make of the entries of a graph. */
export interface ClosureOptions {
  /** Roots that replace those of the input, store paths or paths below one; what they do not reach is left out. */
  readonly roots?: readonly string[] | undefined;
  /** What becomes of references to paths that the input does not hold. */
  readonly missing?: 'refuse' | 'drop' | undefined;
  /** Told what was decided on the way: paths left out, references dropped, roots guessed. */
  readonly note?: ((message: string) => void) | undefined;
}

/**
 * Makes a closure from checked entries: merges duplicates, drops self-references, resolves
 * references and roots, and puts everything in canonical order. O(n log n + m log m).
 *
 * Without any roots, every store path that no other refers to is one.
 *
 * @param inputRoots the roots that the input tells, if its form tells them
 * @throws InputError on contradicting duplicates, missing references, unknown roots, a cycle, or
 *   sizes whose total cannot be counted exactly
 */
export function buildClosure(
  entries: readonly StoreEntry[],
  inputRoots: readonly string[] | undefined,
  { roots: wantedRoots, missing = 'refuse', note = () => {} }: ClosureOptions = {},
): Closure {
  const all = mergeDuplicates(entries);
  const given = wantedRoots ?? inputRoots;
  const place = wantedRoots ? '--root' : 'exportReferencesGraph';
  const givenRoots = given && resolveRoots(given, place, indexByPath(all));
  const kept = wantedRoots && givenRoots ? keepReached(all, givenRoots, note) : all;

  const index = indexByPath(kept);
  const lists = resolveReferences(kept, index, missing, note);
  refuseUncountable(kept);
  refuseCycle(kept, lists);

  const names = kept.map(({ path }) => parseStorePath(path)!.name);
  const order = canonicalOrder(kept, names, lists);
  const rank = new Uint32Array(kept.length);
  order.forEach((entry, position) => {
    rank[entry] = position;
  });
  const rootEntries = givenRoots
    ? givenRoots.map((entry) => index.get(all[entry]!.path)!)
    : guessRoots(lists, note);
  return {
    storePaths: order.map((entry) => kept[entry]!.path),
    names: order.map((entry) => names[entry]!),
    narSizes: Float64Array.from(order, (entry) => kept[entry]!.narSize),
    references: csrFromLists(
      order.map((entry) => lists[entry]!.map((target) => rank[target]!).sort((a, b) => a - b)),
    ),
    roots: Uint32Array.from(rootEntries, (entry) => rank[entry]!).sort(),
  };
}

function indexByPath(entries: readonly StoreEntry[]): ReadonlyMap<string, number> {
  return new Map(entries.map(({ path }, index) => [path, index]));
}

/** The entries of roots, each once; a root may be a path below a store path (`…-foo/bin/foo`). */
function resolveRoots(
  roots: readonly string[],
  place: string,
  index: ReadonlyMap<string, number>,
): number[] {
  const found = new Set<number>();
  const findings: Finding[] = [];
  for (const root of roots) {
    let path = root;
    while (path !== '' && !index.has(path)) {
      path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    }
    const entry = index.get(path);
    if (entry === undefined) {
      findings.push({
        place,
        found: `the root ${showValue(root)}`,
        expected: 'a store path of the graph',
      });
    } else {
      found.add(entry);
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, 'name roots by the full store paths that the graph holds');
  }
  return [...found];
}

function keepReached(
  entries: readonly StoreEntry[],
  roots: readonly number[],
  note: (message: string) => void,
): StoreEntry[] {
  const index = indexByPath(entries);
  const lists = entries.map(({ references }) =>
    references.flatMap((reference) => index.get(reference) ?? []),
  );
  const reached = reach(csrFromLists(lists), roots);
  const kept = entries.filter((_, entry) => reached[entry] === 1);
  if (kept.length < entries.length) {
    note(`left out ${entries.length - kept.length} store paths that the roots do not reach`);
  }
  return kept;
}

function resolveReferences(
  entries: readonly StoreEntry[],
  index: ReadonlyMap<string, number>,
  missing: 'refuse' | 'drop',
  note: (message: string) => void,
): number[][] {
  const findings: Finding[] = [];
  const lists = entries.map(({ path, references }, entry) => {
    const targets = new Set<number>();
    for (const reference of new Set(references)) {
      const target = index.get(reference);
      if (target === undefined) {
        findings.push({
          place: path,
          found: `a reference to ${reference}, which is not in the graph`,
        });
      } else if (target !== entry) {
        targets.add(target);
      }
    }
    return [...targets];
  });
  if (findings.length > 0 && missing === 'refuse') {
    throw new InputError(
      findings,
      'give the whole closure (nix path-info needs -r), or leave these references out with --missing drop',
    );
  }
  if (findings.length > 0) {
    note(`dropped ${findings.length} references to store paths that are not in the graph`);
  }
  return lists;
}

function refuseUncountable(entries: readonly StoreEntry[]): void {
  let total = 0;
  for (const { path, narSize } of entries) {
    total += narSize;
    if (total > Number.MAX_SAFE_INTEGER) {
      throw new InputError(
        [{ place: path, found: 'narSizes that add up to more than 2^53 - 1 bytes' }],
        'check the sizes: no such closure exists',
      );
    }
  }
}

function refuseCycle(entries: readonly StoreEntry[], lists: readonly (readonly number[])[]): void {
  const cycle = findCycle(csrFromLists(lists));
  if (cycle.length > 0) {
    const chain = cycle.map((entry) => entries[entry]!.path);
    if (chain.length > LONGEST_CHAIN) {
      const hidden = chain.length - LONGEST_CHAIN;
      chain.splice(LONGEST_CHAIN - 1, hidden, `(${hidden} more)`);
    }
    throw new InputError(
      [{ place: '', found: `a cycle of references, ${chain.join(' -> ')}` }],
      'Nix makes no such closure: write the graph anew',
    );
  }
}

const LONGEST_CHAIN = 8;

function guessRoots(
  lists: readonly (readonly number[])[],
  note: (message: string) => void,
): number[] {
  const referred = new Set(lists.flat());
  const roots = lists.flatMap((_, entry) => (referred.has(entry) ? [] : [entry]));
  note(`no roots given: took the ${roots.length} store paths without referrers`);
  return roots;
}
