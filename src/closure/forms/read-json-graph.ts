import * as z from 'zod/mini';
import { InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { showValue } from '../../input/show-value.ts';
import { type GraphRecord, listedEntries, type RawEntry } from '../graph-record.ts';
import { readAttributes } from './read-attributes.ts';

export const FORMS_ADVICE =
  'give the .attrs.json of a derivation with exportReferencesGraph, or what `nix path-info --json -r PATH` prints';

const wrapper = z.object({
  version: z.int('a whole number of 2 or more').check(z.gte(2, 'a whole number of 2 or more')),
  storeDir: z.string('an absolute path').check(z.startsWith('/', 'an absolute path')),
  info: z.custom<object>(isRecord, 'an object of base names and their path info'),
});

/**
 * Reads the JSON forms of a closure graph: a bare array (exportReferencesGraph, `nix path-info
 * --json` up to Nix 2.18, Lix), an object keyed by store path (2.19 and later), `{version, storeDir,
 * info}` with base names (2.33 and later), or an `.attrs.json`.
 *
 * @param value the JSON, parsed
 * @param graphName which graph of an `.attrs.json` that contains several
 * @throws InputError when the value has none of these forms
 */
export function readJsonGraph(value: unknown, graphName: string | undefined): GraphRecord {
  if (Array.isArray(value)) {
    return { entries: listedEntries([], value) };
  }
  if (typeof value !== 'object' || value === null) {
    throw new InputError(
      [{ place: '', found: showValue(value), expected: 'an array or an object' }],
      FORMS_ADVICE,
    );
  }
  // first, because a derivation may have attributes of any name: version, info, paths
  if ('exportReferencesGraph' in value) {
    return readAttributes(value, graphName);
  }
  if ('version' in value && 'info' in value) {
    return readBaseNames(value);
  }
  if ('version' in value && 'paths' in value) {
    throw new InputError(
      [{ place: '', found: 'the listing of a nario archive', expected: 'a closure graph' }],
      FORMS_ADVICE,
    );
  }
  if (Object.keys(value).some((key) => key.startsWith('/'))) {
    return { entries: keyedEntries([], value, (path) => path) };
  }
  throw new InputError(
    [{ place: '', found: 'no exportReferencesGraph', expected: 'a closure graph' }],
    FORMS_ADVICE,
  );
}

/** Reads the form in which keys and references are base names in `storeDir`. */
function readBaseNames(value: object): GraphRecord {
  const result = wrapper.safeParse(value);
  if (!result.success) {
    const findings = result.error.issues.map((issue) => issueFinding(issue, value));
    throw new InputError(findings, FORMS_ADVICE);
  }
  const { storeDir, info } = result.data;
  const prefix = storeDir.endsWith('/') ? storeDir : `${storeDir}/`;
  const fullPath = (name: string): string => (name.startsWith('/') ? name : prefix + name);
  return { entries: keyedEntries(['info'], info, fullPath) };
}

/** The entries of an object keyed by store path; `null` is a path that is not in the store. */
function* keyedEntries(
  at: readonly string[],
  record: object,
  fullPath: (key: string) => string,
): Generator<RawEntry> {
  for (const key of Object.keys(record)) {
    const fields: unknown = record[key as keyof typeof record];
    yield {
      place: (keys) => jsonPlace([...at, key, ...(keys[0] === 'path' ? [] : keys)]),
      value: isRecord(fields)
        ? withFullPaths(key, fields, fullPath)
        : fields === null
          ? { path: fullPath(key), valid: false }
          : fields,
    };
  }
}

/** The path info of Nix as an entry. */
function withFullPaths(
  key: string,
  { narSize, references, valid }: Readonly<Record<string, unknown>>,
  fullPath: (key: string) => string,
): object {
  return {
    ...{ path: fullPath(key), narSize, valid },
    references: Array.isArray(references)
      ? references.map((reference) =>
          typeof reference === 'string' ? fullPath(reference) : reference,
        )
      : references,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
