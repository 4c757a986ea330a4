import * as z from 'zod/mini';
import { checkStorePaths } from '../../closure/check-entries.ts';
import { decodeText } from '../../input/decode-text.ts';
import { type FindingList, findingList, InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { parseJson } from '../../input/parse-json.ts';
import { showValue } from '../../input/show-value.ts';
import type { Base } from './base.ts';

const ADVICE =
  'give a grouped-layers.json, a list of store paths, or an image: an OCI layout, or an archive of one';

const paths = z.array(z.unknown());
const layer = z.union([paths, z.object({ contents: paths })], 'a layer or a store path');

/** Values that must be store paths, and where each is in the input. */
interface LayerValues {
  readonly values: readonly unknown[];
  readonly place: (index: number) => string;
}

/**
 * Reads what a base holds: a `grouped-layers.json`; a list of lists of store paths, each a layer; or a list
 * of store paths, as JSON or one in a line, which counts as one layer.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is none of them
 */
export function parseBase(input: string | Uint8Array): Base {
  const text = decodeText(input, ADVICE);
  const findings = findingList();
  const layers = text.trimStart().startsWith('/')
    ? [{ values: text.split('\n'), place: (line: number) => `line ${line + 1}` }]
    : layersIn(parseJson(text, ADVICE), findings);
  const storePaths = new Set<string>();
  for (const { values, place } of layers) {
    const trimmed = values.map((value) => (typeof value === 'string' ? value.trim() : value));
    const given = [...trimmed.keys()].filter((index) => trimmed[index] !== '');
    const found = given.map((index) => trimmed[index]);
    checkStorePaths(found, (position) => place(given[position]!), findings);
    for (const storePath of found) {
      storePaths.add(storePath as string);
    }
  }
  findings.refuse(ADVICE);
  return { storePaths, layers: layers.length };
}

/** The layers in a JSON value, checked one by one, because the schema of an array would make issues of all at once. */
function layersIn(value: unknown, findings: FindingList): LayerValues[] {
  if (!Array.isArray(value)) {
    const expected = 'an array of layers or of store paths';
    throw new InputError([{ place: '', found: showValue(value), expected }], ADVICE);
  }
  if (typeof value[0] === 'string') {
    return [{ values: value, place: (index) => jsonPlace([index]) }];
  }
  const layers: LayerValues[] = [];
  for (let index = 0; index < value.length && !findings.isFull(); index++) {
    const { data, error } = layer.safeParse(value[index]);
    for (const issue of error?.issues ?? []) {
      findings.add(() => issueFinding(issue, value[index], (keys) => jsonPlace([index, ...keys])));
    }
    if (data !== undefined) {
      const [values, keys] = Array.isArray(data) ? [data, []] : [data.contents, ['contents']];
      layers.push({ values, place: (path) => jsonPlace([index, ...keys, path]) });
    }
  }
  return layers;
}
