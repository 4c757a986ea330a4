import type { Csr } from '../graph/csr.ts';
import { parseStorePath } from './store-path.ts';

/** What every input form states for one store path. */
export interface StoreEntry {
  readonly path: string;
  /** Bytes. */
  readonly narSize: number;
  /** Full store paths as in the input: in any order, possibly with self-references. */
  readonly references: readonly string[];
}

/** Entries in columns. Every store path in them is stored once and has a number. */
export interface EntryTable {
  /** The number of each store path that has an entry or is referred to. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Store paths by number. */
  readonly storePaths: readonly string[];
  /** Names of the store paths, by number. */
  readonly names: readonly string[];
  /** The number of each entry's own store path. */
  readonly owners: readonly number[];
  /** Bytes, of each entry. */
  readonly narSizes: readonly number[];
  /** From each entry to the numbers of its references, in the order of the input. */
  readonly references: Csr;
}

/** Collects entries into a table. */
export interface EntryTableBuilder {
  /**
   * Adds `value` if it is a `StoreEntry` that `storeEntry` of check-entries.ts accepts, and returns
   * whether it was added. Each store path is parsed once and then looked up.
   */
  add(value: unknown): boolean;
  /** The table of what was added. */
  table(): EntryTable;
}

/** A builder without entries. */
export function entryTableBuilder(): EntryTableBuilder {
  const numbers = new Map<string, number>();
  const storePaths: string[] = [];
  const names: string[] = [];
  const owners: number[] = [];
  const narSizes: number[] = [];
  const offsets = [0];
  const targets: number[] = [];

  /** The number of a store path; −1 for anything else. */
  const numberOf = (path: unknown): number => {
    if (typeof path !== 'string') {
      return -1;
    }
    const known = numbers.get(path);
    if (known !== undefined) {
      return known;
    }
    const parts = parseStorePath(path);
    if (parts === undefined) {
      return -1;
    }
    numbers.set(path, storePaths.length);
    // a copy, because a slice of a longer string is slow to compare
    names.push([parts.name[0], parts.name.slice(1)].join(''));
    return storePaths.push(path) - 1;
  };

  return {
    add(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return false;
      }
      const { path, narSize, references }: { [Key in keyof StoreEntry]?: unknown } = value;
      const owner = numberOf(path);
      if (owner === -1 || !isByteCount(narSize) || !Array.isArray(references)) {
        return false;
      }
      const end = targets.length;
      for (const reference of references) {
        const target = numberOf(reference);
        if (target === -1) {
          targets.length = end;
          return false;
        }
        targets.push(target);
      }
      owners.push(owner);
      narSizes.push(narSize);
      offsets.push(targets.length);
      return true;
    },
    table: () => ({
      ...{ numbers, storePaths, names, owners, narSizes },
      references: { offsets: new Uint32Array(offsets), targets: new Uint32Array(targets) },
    }),
  };
}

/** Whether a value is a size in bytes from 0 to 2^53 − 1. */
export function isByteCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The table of entries that need no check. */
export function entryTable(entries: Iterable<StoreEntry>): EntryTable {
  const { add, table } = entryTableBuilder();
  for (const entry of entries) {
    add(entry);
  }
  return table();
}
