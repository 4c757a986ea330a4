import * as z from 'zod/mini';
import { type FindingList, findingList } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { showValue } from '../input/show-value.ts';
import { type EntryTable, entryTableBuilder, isByteCount } from './entry-table.ts';
import type { RawEntry } from './graph-record.ts';
import { parseStorePath, refuseStoreDirs } from './store-path.ts';

const STORE_PATH = 'a store path, <store dir>/<32 characters of digest>-<name>';

const storePath = z.custom<string>(isStorePath, STORE_PATH);

/** The schema of a size in bytes that a double represents exactly. */
export const byteCount = z.custom<number>(
  isByteCount,
  'a whole number of bytes from 0 to 2^53 - 1',
);

/**
 * With `checkStorePaths` for the references it accepts the same entries as an entry table's `add`; used only to
 * describe what is wrong with the others.
 */
const storeEntry = z.object(
  {
    path: storePath,
    narSize: byteCount,
    references: z.array(z.unknown(), 'an array of store paths'),
  },
  'an object',
);

/**
 * Adds a finding for each element that is not a store path. Not by the schema of an array: it makes an issue of
 * each, and spreads them onto the stack.
 *
 * @param place the place in the input of the element at an index
 */
export function checkStorePaths(
  values: readonly unknown[],
  place: (index: number) => string,
  findings: FindingList,
): void {
  for (let index = 0; index < values.length && !findings.isFull(); index++) {
    const value = values[index];
    if (!isStorePath(value)) {
      findings.add(() => ({
        place: place(index),
        found: showValue(value),
        expected: STORE_PATH,
      }));
    }
  }
}

function isStorePath(value: unknown): boolean {
  return typeof value === 'string' && parseStorePath(value) !== undefined;
}

/**
 * Checks entries one by one. O(n + m).
 *
 * @throws InputError with a finding for every entry that Nix marks as invalid and every path, narSize
 *   or reference that is missing or malformed; or when the store paths are in several store dirs
 */
export function checkEntries(entries: Iterable<RawEntry>): EntryTable {
  const { add, table } = entryTableBuilder();
  const findings = findingList();
  let advice = 'write the graph again with nix path-info --json -r PATH… or exportReferencesGraph';

  for (const { place, value } of entries) {
    if (findings.isFull()) {
      break;
    }
    if (isInvalidPath(value)) {
      findings.add(() => ({
        place: place([]),
        found: `${showValue(value.path)}, which is not valid in its store`,
        expected: 'a path that was built or fetched',
      }));
      advice = 'build or fetch it (nix build, nix copy), then write the graph again';
    } else if (!add(value)) {
      for (const issue of storeEntry.safeParse(value).error?.issues ?? []) {
        findings.add(() => issueFinding(issue, value, place));
      }
      const references = (value as { references?: unknown } | null | undefined)?.references;
      if (Array.isArray(references)) {
        checkStorePaths(references, (index) => place(['references', index]), findings);
      }
    }
  }
  findings.refuse(advice);
  const checked = table();
  refuseStoreDirs(checked.storePaths);
  return checked;
}

/** Whether `nix path-info` marked the path as not in the store. */
function isInvalidPath(value: unknown): value is { readonly path?: unknown } {
  return typeof value === 'object' && value !== null && 'valid' in value && value.valid === false;
}
