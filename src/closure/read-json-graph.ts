import * as z from 'zod';
import type { GraphRecord } from './graph-record.ts';
import { InputError } from './input-error.ts';
import { issueFinding } from './issue-finding.ts';
import { jsonPlace } from './json-place.ts';
import { parseJson } from './parse-json.ts';
import { readAttributes } from './read-attributes.ts';
import { showValue } from './show-value.ts';

const FORMS_ADVICE =
  'give the .attrs.json of a derivation with exportReferencesGraph, or what `nix path-info --json -r PATH` prints';

const wrapper = z.object({
  version: z.int('a number from 2 on').min(2, 'a number from 2 on'),
  storeDir: z.string('an absolute path').startsWith('/', 'an absolute path'),
  info: z.record(z.string(), z.unknown(), 'an object, base names to what Nix knows of them'),
});

/**
 * Reads the JSON forms of a closure graph: a bare array (exportReferencesGraph, `nix path-info
 * --json` up to Nix 2.18, Lix), an object keyed by store path (2.19 and later), `{version, storeDir,
 * info}` with base names (2.33 and later), or an `.attrs.json`.
 *
 * @param graphName which graph of an `.attrs.json`, where it holds several
 * @throws InputError when the text is no JSON or the value is in none of these forms
 */
export function readJsonGraph(text: string, graphName: string | undefined): GraphRecord {
  const value = parseJson(text, FORMS_ADVICE);
  if (Array.isArray(value)) {
    return {
      entries: value.map((entry, index) => ({
        place: (keys) => jsonPlace([index, ...keys]),
        value: entry,
      })),
    };
  }
  if (typeof value !== 'object' || value === null) {
    throw new InputError(
      [{ place: '', found: showValue(value), expected: 'an array or an object' }],
      FORMS_ADVICE,
    );
  }
  // first, since a derivation may have attributes of any name: version, info, paths
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
    return readKeyed([], value, (path) => path);
  }
  throw new InputError(
    [{ place: '', found: 'no exportReferencesGraph', expected: 'a closure graph' }],
    FORMS_ADVICE,
  );
}

/** Keys, references and so on are base names below `storeDir`. */
function readBaseNames(value: object): GraphRecord {
  const result = wrapper.safeParse(value);
  if (!result.success) {
    const findings = result.error.issues.map((issue) => issueFinding(issue, value));
    throw new InputError(findings, FORMS_ADVICE);
  }
  const { storeDir } = result.data;
  // not result.data.info: zod's record leaves out a key named __proto__
  const info = (value as { info: object }).info;
  const prefix = storeDir.endsWith('/') ? storeDir : `${storeDir}/`;
  return readKeyed(['info'], info, (name) => (name.startsWith('/') ? name : prefix + name));
}

/** A path that is not in the store is `null` here. */
function readKeyed(
  at: readonly string[],
  record: object,
  fullPath: (key: string) => string,
): GraphRecord {
  return {
    entries: Object.entries(record).map(([key, fields]) => ({
      place: (keys) => jsonPlace([...at, key, ...(keys[0] === 'path' ? [] : keys)]),
      value: isRecord(fields)
        ? withFullPaths(key, fields, fullPath)
        : fields === null
          ? { path: fullPath(key), valid: false }
          : fields,
    })),
  };
}

function withFullPaths(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  fullPath: (key: string) => string,
): object {
  const { references } = fields;
  return {
    ...fields,
    path: fullPath(key),
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
