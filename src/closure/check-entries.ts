import * as z from 'zod/mini';
import { type Finding, InputError } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { showValue } from '../input/show-value.ts';
import { type EntryTable, entryTableBuilder, isByteCount } from './entry-table.ts';
import type { RawEntry } from './graph-record.ts';
import { parseStorePath } from './store-path.ts';

/** A store path, as text. */
export const storePath = z.custom<string>(
  (value) => typeof value === 'string' && parseStorePath(value) !== undefined,
  'a store path, <store dir>/<32 characters of digest>-<name>',
);

/** A size in bytes that can be counted exactly. */
export const byteCount = z.custom<number>(
  isByteCount,
  'a whole number of bytes from 0 to 2^53 - 1',
);

/** What the builder of an entry table accepts without a word; asked only what it has to say of the rest. */
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
 * @throws InputError naming every entry that Nix calls invalid or whose path, narSize or
 *   references are missing or malformed
 */
export function checkEntries(entries: Iterable<RawEntry>): EntryTable {
  const { add, table } = entryTableBuilder();
  const findings: Finding[] = [];
  let advice = 'write the graph anew: nix path-info --json -r PATH…, or exportReferencesGraph';

  for (const { place, value } of entries) {
    if (isInvalidPath(value)) {
      findings.push({
        place: place([]),
        found: `${showValue(value.path)}, which is not valid in its store`,
        expected: 'a path that has been built or fetched',
      });
      advice = 'build or fetch it first (nix build, nix copy), then write the graph anew';
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

/** `nix path-info` marks a path that is not in the store so. */
function isInvalidPath(value: unknown): value is { readonly path?: unknown } {
  return typeof value === 'object' && value !== null && 'valid' in value && value.valid === false;
}
