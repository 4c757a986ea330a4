import * as z from 'zod/mini';
import { byteCount, checkStorePaths } from '../closure/check-entries.ts';
import { refuseStoreDirs } from '../closure/store-path.ts';
import { decodeText } from '../input/decode-text.ts';
import { findingList, InputError } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { jsonPlace } from '../input/json-place.ts';
import { parseJson } from '../input/parse-json.ts';
import { showValue } from '../input/show-value.ts';

/** A layer as `grouped-layers.json` gives it. */
export interface LayerContents {
  /** Full store paths. */
  readonly contents: readonly string[];
  /** Bytes. */
  readonly narSize: number;
}

const ADVICE = 'give a grouped-layers.json as group-layers writes it';

const layer = z.object(
  {
    contents: z
      .array(z.unknown(), 'an array of store paths')
      .check(z.minLength(1, 'at least one store path')),
    narSize: byteCount,
  },
  'an object, a layer',
);

/**
 * Reads a `grouped-layers.json` back.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is not one, or when a store path is in two layers or in another store dir
 */
export function parseGrouping(input: string | Uint8Array): LayerContents[] {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  if (!Array.isArray(value)) {
    const expected = 'an array of layers';
    throw new InputError([{ place: '', found: showValue(value), expected }], ADVICE);
  }
  const layers = checkLayers(value);
  refuseDoubles(layers);
  refuseStoreDirs(layers.flatMap(({ contents }) => contents));
  return layers;
}

/** Checks layers one by one, because the schema of an array would make issues of all at once. */
function checkLayers(values: readonly unknown[]): LayerContents[] {
  const findings = findingList();
  const layers: LayerContents[] = [];
  for (let index = 0; index < values.length && !findings.isFull(); index++) {
    const value = values[index];
    const { data, error } = layer.safeParse(value);
    for (const issue of error?.issues ?? []) {
      findings.add(() => issueFinding(issue, value, (keys) => jsonPlace([index, ...keys])));
    }
    const place = (path: number) => jsonPlace([index, 'contents', path]);
    checkStorePaths(data?.contents ?? [], place, findings);
    layers.push(data as LayerContents);
  }
  findings.refuse(ADVICE);
  return layers;
}

function refuseDoubles(layers: readonly LayerContents[]): void {
  const layerOf = new Map<string, number>();
  const findings = findingList();
  layers.forEach(({ contents }, index) => {
    for (const path of contents) {
      const other = layerOf.get(path);
      if (other !== undefined) {
        const found = `${path}, which is in layer [${other}] already`;
        findings.add(() => ({ place: jsonPlace([index, 'contents']), found }));
      }
      layerOf.set(path, index);
    }
  });
  findings.refuse(ADVICE);
}

/** Whether a file holds a grouping rather than a closure graph, judged by its beginning. */
export function looksLikeGrouping(input: Uint8Array): boolean {
  const beginning = new TextDecoder().decode(input.subarray(0, 4096)).trimStart();
  return /^\[\s*\{[^{[]*"contents"\s*:\s*\[/.test(beginning);
}
