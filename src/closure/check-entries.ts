import * as z from 'zod/mini';
import { type Finding, InputError } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { showValue } from '../input/show-value.ts';
import { type EntryTable, entryTableBuilder, isByteCount } from './entry-table.ts';
import type { RawEntry } from './graph-record.ts';
import { parseStorePath } from './store-path.ts';

/** The schema of a store path. */
export const storePath = z.custom<string>(
  (value) => typeof value === 'string' && parseStorePath(value) !== undefined,
  'a store path, <store dir>/<32 characters of digest>-<name>',
);

/** The schema of a size in bytes that a double represents exactly. */
export const byteCount = z.custom<number>(
  isByteCount,
  'a whole number of bytes from 0 to 2^53 - 1',
);

/** Accepts the same entries as an entry table's `add`; used only to describe what is wrong with the others. */
export const storeEntry = z.object(
  {
    path: storePath,
    narSize: byteCount,
    references: z.array(storePath, 'an array of store paths'),
  },
  'an object',
);

/**
 * Checks entries one by one. O(n + m).
 *
 * @throws InputError with a finding for every entry that Nix marks as invalid and every path, narSize
 *   or reference that is missing or malformed
 */
export function checkEntries(entries: Iterable<RawEntry>): EntryTable {
  const { add, table } = entryTableBuilder();
  const findings: Finding[] = [];
  let advice = 'write the graph again with nix path-info --json -r PATH… or exportReferencesGraph';

  for (const { place, value } of entries) {
    if (isInvalidPath(value)) {
      findings.push({
        place: place([]),
        found: `${showValue(value.path)}, which is not valid in its store`,
        expected: 'a path that was built or fetched',
      });
      advice = 'build or fetch it (nix build, nix copy), then write the graph again';
    } else if (!add(value)) {
      for (const issue of storeEntry.safeParse(value).error!.issues) {
        findings.push(issueFinding(issue, value, place));
      }
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, advice);
  }
  return table();
}

/** Whether `nix path-info` marked the path as not in the store. */
function isInvalidPath(value: unknown): value is { readonly path?: unknown } {
  return typeof value === 'object' && value !== null && 'valid' in value && value.valid === false;
}
