import * as z from 'zod';
import { type Finding, InputError } from './input-error.ts';
import { issueFinding } from './issue-finding.ts';
import { showValue } from './show-value.ts';
import { parseStorePath } from './store-path.ts';

/** What any input form tells of one store path. */
export interface StoreEntry {
  readonly path: string;
  /** Bytes. */
  readonly narSize: number;
  /** Full store paths, as the input has them: with self-references and in any order. */
  readonly references: readonly string[];
}

/** A store path, as text. */
export const storePath = z.custom<string>(
  (value) => typeof value === 'string' && parseStorePath(value) !== undefined,
  'a store path, <store dir>/<32 characters of digest>-<name>',
);

/** A size in bytes that can be counted exactly. */
export const byteCount = z.custom<number>(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number of bytes from 0 to 2^53 - 1',
);

const storeEntry = z.object(
  {
    path: storePath,
    narSize: byteCount,
    references: z.array(storePath, 'an array of store paths'),
  },
  'an object',
);

/** An entry not yet checked. */
export interface RawEntry {
  /** Where in the input one of its fields stands, given its keys; given none, the entry itself. */
  readonly place: (keys: readonly PropertyKey[]) => string;
  readonly value: unknown;
}

/**
 * Checks entries one by one.
 *
 * @throws InputError naming every entry that Nix calls invalid or whose path, narSize or
 *   references are missing or malformed
 */
export function checkEntries(entries: readonly RawEntry[]): StoreEntry[] {
  const checked: StoreEntry[] = [];
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
      continue;
    }
    const result = storeEntry.safeParse(value);
    if (result.success) {
      checked.push(result.data);
      continue;
    }
    for (const issue of result.error.issues) {
      findings.push(issueFinding(issue, value, place));
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, advice);
  }
  return checked;
}

/** `nix path-info` marks a path that is not in the store so. */
function isInvalidPath(value: unknown): value is { readonly path?: unknown } {
  return typeof value === 'object' && value !== null && 'valid' in value && value.valid === false;
}
