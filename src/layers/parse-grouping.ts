import * as z from 'zod';
import { decodeText } from '../closure/decode-text.ts';
import { type Finding, InputError } from '../closure/input-error.ts';
import { jsonPlace } from '../closure/json-place.ts';
import { parseJson } from '../closure/parse-json.ts';
import { showValue } from '../closure/store-entry.ts';
import { parseStorePath } from '../closure/store-path.ts';

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
      .array(
        z.custom<string>(
          (value) => typeof value === 'string' && parseStorePath(value) !== undefined,
          'a store path, <store dir>/<32 characters of digest>-<name>',
        ),
        'an array of store paths',
      )
      .min(1, 'at least one store path'),
    narSize: z.custom<number>(
      (value) => Number.isSafeInteger(value) && Number(value) >= 0,
      'a whole number of bytes from 0 to 2^53 - 1',
    ),
  },
  'an object, a layer',
);

/**
 * Reads a `grouped-layers.json` back.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is none, or when a store path is in two layers
 */
export function parseGrouping(input: string | Uint8Array): LayerContents[] {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  const result = z.array(layer, 'an array of layers').safeParse(value);
  if (!result.success) {
    const findings = result.error.issues.map(({ path, message }) => ({
      place: jsonPlace(path),
      found: showValue(path.reduce((at, key) => (at as Record<PropertyKey, unknown>)[key], value)),
      expected: message,
    }));
    throw new InputError(findings, ADVICE);
  }
  refuseDoubles(result.data);
  return result.data;
}

function refuseDoubles(layers: readonly LayerContents[]): void {
  const layerOf = new Map<string, number>();
  const findings: Finding[] = [];
  layers.forEach(({ contents }, index) => {
    for (const path of contents) {
      const other = layerOf.get(path);
      if (other !== undefined) {
        const found = `${path}, which layer [${other}] holds already`;
        findings.push({ place: jsonPlace([index, 'contents']), found });
      }
      layerOf.set(path, index);
    }
  });
  if (findings.length > 0) {
    throw new InputError(findings, ADVICE);
  }
}

/** Whether a file holds a grouping rather than a closure graph, as far as its beginning tells. */
export function looksLikeGrouping(input: Uint8Array): boolean {
  const beginning = new TextDecoder().decode(input.subarray(0, 4096)).trimStart();
  return /^\[\s*\{[^{[]*"contents"\s*:\s*\[/.test(beginning);
}
