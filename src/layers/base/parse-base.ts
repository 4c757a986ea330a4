import * as z from 'zod/mini';
import { checkStorePaths } from '../../closure/check-entries.ts';
import { decodeText } from '../../input/decode-text.ts';
import { findingList, InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { parseJson } from '../../input/parse-json.ts';
import type { Base } from './base.ts';

const ADVICE =
  'give a grouped-layers.json, a list of store paths, or an image: an OCI layout, or an archive of one';

const paths = z.array(z.unknown(), 'an array of store paths');
const layer = z.union([paths, z.object({ contents: paths })], 'a layer');
const layersOrPaths = z.array(
  z.union([z.string(), layer], 'a layer or a store path'),
  'an array of layers or of store paths',
);

/**
 * Reads what a base holds: a `grouped-layers.json`; a list of lists of store paths, each a layer; or a list
 * of store paths, as JSON or one in a line, which counts as one layer.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is none of them
 */
export function parseBase(input: string | Uint8Array): Base {
  const text = decodeText(input, ADVICE);
  if (text.trimStart().startsWith('/')) {
    const lines = text.split('\n').map((line) => line.trim());
    return baseOf([{ values: lines, place: (line) => `line ${line + 1}` }]);
  }
  const value = parseJson(text, ADVICE);
  const result = layersOrPaths.safeParse(value);
  if (!result.success) {
    const findings = findingList();
    for (const issue of result.error.issues) {
      findings.add(() => issueFinding(issue, value));
    }
    findings.refuse(ADVICE);
  }
  const entries = result.data ?? [];
  const lists = entries.flatMap((entry, index) =>
    typeof entry === 'string'
      ? []
      : Array.isArray(entry)
        ? [{ values: entry, place: (path: number) => jsonPlace([index, path]) }]
        : [
            {
              values: entry.contents,
              place: (path: number) => jsonPlace([index, 'contents', path]),
            },
          ],
  );
  if (lists.length > 0 && lists.length < entries.length) {
    const found = 'layers and store paths in one array';
    throw new InputError([{ place: '', found, expected: 'one of them' }], ADVICE);
  }
  return baseOf(lists.length > 0 ? lists : [{ values: entries, place: (at) => jsonPlace([at]) }]);
}

/** A layer as it was read, and where its values are in the input. */
interface LayerValues {
  readonly values: readonly unknown[];
  readonly place: (index: number) => string;
}

function baseOf(layers: readonly LayerValues[]): Base {
  const findings = findingList();
  const storePaths = new Set<string>();
  for (const { values, place } of layers) {
    const given = [...values.keys()].filter((index) => values[index] !== '');
    checkStorePaths(
      given.map((index) => values[index]),
      (position) => place(given[position]!),
      findings,
    );
    for (const index of given) {
      storePaths.add(values[index] as string);
    }
  }
  findings.refuse(ADVICE);
  return { storePaths, layers: storePaths.size === 0 ? 0 : layers.length };
}
