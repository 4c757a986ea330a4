import * as z from 'zod/mini';
import { byteCount, storePath } from '../closure/check-entries.ts';
import { decodeText } from '../input/decode-text.ts';
import { type Finding, InputError } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { jsonPlace } from '../input/json-place.ts';
import { parseJson } from '../input/parse-json.ts';

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
      .array(storePath, 'an array of store paths')
      .check(z.minLength(1, 'at least one store path')),
    narSize: byteCount,
  },
  'an object, a layer',
);

/**
 * Reads a `grouped-layers.json` back.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is not one, or when a store path is in two layers
 */
export function parseGrouping(input: string | Uint8Array): LayerContents[] {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  const result = z.array(layer, 'an array of layers').safeParse(value);
  if (!result.success) {
    const findings = result.error.issues.map((issue) => issueFinding(issue, value));
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
        const found = `${path}, which is in layer [${other}] already`;
        findings.push({ place: jsonPlace([index, 'contents']), found });
      }
      layerOf.set(path, index);
    }
  });
  if (findings.length > 0) {
    throw new InputError(findings, ADVICE);
  }
}

/** Whether a file holds a grouping rather than a closure graph, judged by its beginning. */
export function looksLikeGrouping(input: Uint8Array): boolean {
  const beginning = new TextDecoder().decode(input.subarray(0, 4096)).trimStart();
  return /^\[\s*\{[^{[]*"contents"\s*:\s*\[/.test(beginning);
}
