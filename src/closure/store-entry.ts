import * as z from 'zod';
import { type Finding, InputError } from './input-error.ts';
import { parseStorePath } from './store-path.ts';

/** What any input form tells of one store path. */
export interface StoreEntry {
  readonly path: string;
  /** Bytes. */
  readonly narSize: number;
  /** Full store paths, as the input has them: with self-references and in any order. */
  readonly references: readonly string[];
}

const storePath = z.custom<string>(
  (value) => typeof value === 'string' && parseStorePath(value) !== undefined,
  'a store path, <store dir>/<32 characters of digest>-<name>',
);

const storeEntry = z.object(
  {
    path: storePath,
    narSize: z.custom<number>(
      (value) => Number.isSafeInteger(value) && Number(value) >= 0,
      'a whole number of bytes from 0 to 2^53 - 1',
    ),
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

  for (const entry of entries) {
    const { place, value } = entry;
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
      findings.push(findingOf(entry, issue));
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

function findingOf({ place, value }: RawEntry, issue: z.core.$ZodIssue): Finding {
  const found = issue.path.reduce((at, key) => (at as Record<PropertyKey, unknown>)[key], value);
  return { place: place(issue.path), found: showValue(found), expected: issue.message };
}

const LONGEST_SHOWN = 80;

/** A value in a few words: strings quoted and cut where long, what is not there at all `nothing`. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') {
    return value.length > LONGEST_SHOWN
      ? `${JSON.stringify(value.slice(0, LONGEST_SHOWN))}…`
      : JSON.stringify(value);
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'an array' : 'an object';
  }
  return value === undefined ? 'nothing' : String(value);
}
