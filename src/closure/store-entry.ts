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

const storePath = z.string().refine((path) => parseStorePath(path) !== undefined, {
  error: 'expected a store path, <store dir>/<32 characters of digest>-<name>',
});

const storeEntry = z.object({
  path: storePath,
  narSize: z
    .int('expected a whole number of bytes from 0 to 2^53 - 1')
    .min(0, 'expected 0 or more'),
  references: z.array(storePath),
});

/** An entry not yet checked, and where in the input it stands. */
export interface RawEntry {
  readonly place: string;
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
        place,
        found: 'a path that is not valid in the store',
        expected: 'a valid one',
      });
      advice = 'build or fetch the path first (nix build, nix copy), then write the graph anew';
      continue;
    }
    const result = storeEntry.safeParse(value);
    if (result.success) {
      checked.push(result.data);
      continue;
    }
    for (const issue of result.error.issues) {
      findings.push(findingOf(place, value, issue));
    }
  }
  if (findings.length > 0) {
    throw new InputError(findings, advice);
  }
  return checked;
}

/** `nix path-info` gives a path that is not in the store as `null` or with `valid: false`. */
function isInvalidPath(value: unknown): boolean {
  return value === null || (typeof value === 'object' && 'valid' in value && value.valid === false);
}

function findingOf(place: string, value: unknown, issue: z.core.$ZodIssue): Finding {
  let found = value;
  let where = place;
  for (const key of issue.path) {
    found = (found as Record<PropertyKey, unknown>)[key];
    where += typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
  }
  return { place: where, found: showValue(found), expected: expectation(issue) };
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.expected !== 'int') {
    const article = /^[aeiou]/.test(issue.expected) ? 'an' : 'a';
    return `${article} ${issue.expected}`;
  }
  return issue.message.replace(/^expected /, '');
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
