import { type Csr, transpose, vertexCount } from '../graph/csr.ts';
import { findCycle } from '../graph/find-cycle.ts';
import { reach } from '../graph/reach.ts';
import { findingList, InputError } from '../input/input-error.ts';
import { showValue } from '../input/show-value.ts';
import { canonicalOrder, type Unordered } from './canonical-order.ts';
import type { Closure } from './closure.ts';
import type { EntryTable } from './entry-table.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { completeReferences, resolveReferences, verticesByPath } from './resolve-references.ts';

/** How to build a closure from the entries of a graph. */
export interface ClosureOptions {
  /**
   * Roots to use instead of those of the input: store paths, or files inside them. Store paths that
   * they do not reach are left out.
   */
  readonly roots?: readonly string[] | undefined;
  /** Whether references to paths that are not in the input are an error or are dropped. */
  readonly missing?: 'refuse' | 'drop' | undefined;
  /** Called with each decision: paths left out, references dropped. */
  readonly note?: ((message: string) => void) | undefined;
  /** Called with how many store paths were taken for roots where none are known. */
  readonly onGuessedRoots?: ((count: number) => void) | undefined;
}

/**
 * Builds a closure from checked entries: merges duplicates, drops self-references, resolves
 * references and roots, and sorts the store paths in canonical order. O(n log n + m).
 *
 * Without roots, every store path without referrers is a root.
 *
 * @param inputRoots the roots in the input; undefined if its form has none
 * @throws InputError on contradictory duplicates, missing references, unknown roots, a cycle, or
 *   narSizes whose total is over 2^53 − 1
 */
export function buildClosure(
  table: EntryTable,
  inputRoots: readonly string[] | undefined,
  {
    roots: wantedRoots,
    missing = 'refuse',
    note = () => {},
    onGuessedRoots = () => {},
  }: ClosureOptions = {},
): Closure {
  const all = mergeDuplicates(table);
  const given = wantedRoots ?? inputRoots;
  const place = wantedRoots ? '--root' : 'exportReferencesGraph';
  const givenRoots = given && resolveRoots(given, place, table, all);
  const kept = wantedRoots && givenRoots ? keepReached(table, all, givenRoots, note) : all;

  const entries = [...kept];
  const owners = entries.map((entry) => table.owners[entry]!);
  const unordered = {
    storePaths: owners.map((path) => table.storePaths[path]!),
    names: owners.map((path) => table.names[path]!),
    narSizes: new Float64Array(entries.map((entry) => table.narSizes[entry]!)),
    references: completeReferences(table, kept, missing, note),
  };
  refuseUncountable(unordered);
  refuseCycle(unordered);

  const order = canonicalOrder(unordered);
  const rank = new Uint32Array(order.length);
  for (let position = 0; position < order.length; position++) {
    rank[order[position]!] = position;
  }
  const vertexOf = verticesByPath(table, kept);
  const roots = givenRoots
    ? givenRoots.map((path) => vertexOf[path]!)
    : guessRoots(unordered.references, onGuessedRoots);
  return {
    storePaths: order.map((vertex) => unordered.storePaths[vertex]!),
    names: order.map((vertex) => unordered.names[vertex]!),
    narSizes: new Float64Array(order.map((vertex) => unordered.narSizes[vertex]!)),
    references: renumber(unordered.references, order, rank),
    roots: Uint32Array.from(roots, (vertex) => rank[vertex]!).sort(),
  };
}

/** The numbers of the roots, without duplicates; a root may be a file inside a store path (`…-foo/bin/foo`). */
function resolveRoots(
  roots: readonly string[],
  place: string,
  table: EntryTable,
  entries: Uint32Array,
): number[] {
  const vertexOf = verticesByPath(table, entries);
  const inStoreDir = table.storePaths[0]?.lastIndexOf('/') ?? 0;
  const found = new Set<number>();
  const findings = findingList();
  for (const root of roots) {
    const end = root.indexOf('/', inStoreDir + 1);
    const number = table.numbers.get(root) ?? table.numbers.get(root.slice(0, Math.max(0, end)));
    if (number === undefined || vertexOf[number] === -1) {
      findings.add(() => ({
        place,
        found: `the root ${showValue(root)}`,
        expected: 'a store path of the graph',
      }));
    } else {
      found.add(number);
    }
  }
  findings.refuse('give roots as full store paths that are in the graph');
  return [...found];
}

/** The entries that can be reached from the roots, which are numbers of store paths. */
function keepReached(
  table: EntryTable,
  entries: Uint32Array,
  roots: readonly number[],
  note: (message: string) => void,
): Uint32Array {
  const vertexOf = verticesByPath(table, entries);
  const graph = resolveReferences(table, entries, () => {});
  const reached = reach(
    graph,
    roots.map((path) => vertexOf[path]!),
  );
  const kept = entries.filter((_, vertex) => reached[vertex] === 1);
  if (kept.length < entries.length) {
    note(`left out ${entries.length - kept.length} store paths that the roots do not reach`);
  }
  return kept;
}

function refuseUncountable({ storePaths, narSizes }: Unordered): void {
  let total = 0;
  for (let vertex = 0; vertex < storePaths.length; vertex++) {
    total += narSizes[vertex]!;
    if (total > Number.MAX_SAFE_INTEGER) {
      throw new InputError(
        [
          {
            place: storePaths[vertex]!,
            found: 'narSizes that add up to more than 2^53 - 1 bytes',
          },
        ],
        'check the sizes: no closure is this large',
      );
    }
  }
}

function refuseCycle({ storePaths, references }: Unordered): void {
  const cycle = findCycle(references);
  if (cycle.length > 0) {
    const chain = cycle.map((vertex) => storePaths[vertex]!);
    if (chain.length > LONGEST_CHAIN) {
      const hidden = chain.length - LONGEST_CHAIN;
      chain.splice(LONGEST_CHAIN - 1, hidden, `(${hidden} more)`);
    }
    throw new InputError(
      [{ place: '', found: `a cycle of references, ${chain.join(' -> ')}` }],
      'Nix never writes a cycle: write the graph again',
    );
  }
}

const LONGEST_CHAIN = 8;

function guessRoots(references: Csr, onGuessedRoots: (count: number) => void): number[] {
  const referred = new Uint8Array(vertexCount(references));
  for (const target of references.targets) {
    referred[target] = 1;
  }
  const roots: number[] = [];
  for (let vertex = 0; vertex < referred.length; vertex++) {
    if (referred[vertex] === 0) {
      roots.push(vertex);
    }
  }
  onGuessedRoots(roots.length);
  return roots;
}

/** The graph with vertex `order[i]` renumbered to `i`, and every list ascending. O(n + m). */
function renumber(graph: Csr, order: readonly number[], rank: Uint32Array): Csr {
  const offsets = new Uint32Array(order.length + 1);
  const targets = new Uint32Array(graph.targets.length);
  let filled = 0;
  for (let position = 0; position < order.length; position++) {
    const vertex = order[position]!;
    for (let edge = graph.offsets[vertex]!; edge < graph.offsets[vertex + 1]!; edge++) {
      targets[filled++] = rank[graph.targets[edge]!]!;
    }
    offsets[position + 1] = filled;
  }
  // transposing sorts the lists
  return transpose(transpose({ offsets, targets }));
}
