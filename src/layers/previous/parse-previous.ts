import * as z from 'zod/mini';
import { BUILD_LENGTH, nameAndBuild, parseStorePath } from '../../closure/store-path.ts';
import { decodeText } from '../../input/decode-text.ts';
import { InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { parseJson } from '../../input/parse-json.ts';
import type { Previous, PreviousPath } from './previous.ts';

const ADVICE = 'give a grouping that group-layers wrote, in any --format: layers, paths or names';

/** A name, and after a space the start of a digest; Nix allows no spaces in names. */
const NAME = new RegExp(`^[^/\\s]+(?: [0-9a-z]{${BUILD_LENGTH}})?$`);

const path = z
  .string('a store path or a name')
  .check(z.refine((text) => previousPath(text) !== undefined, 'a store path or a name'));
const paths = z.array(path, 'an array').check(z.minLength(1, 'at least one store path or name'));
const layer = z.union([paths, z.object({ contents: paths })], 'a layer');
const grouping = z.array(layer, 'an array of layers');

/**
 * Reads an earlier grouping: a `grouped-layers.json`, a list of lists of store paths, or a list of lists
 * of names, each with the start of its digest or alone.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is none of them
 */
export function parsePrevious(input: string | Uint8Array): Previous {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  const result = grouping.safeParse(value);
  if (!result.success) {
    const findings = result.error.issues.map((issue) => issueFinding(issue, value));
    throw new InputError(findings, ADVICE);
  }
  return result.data.map((found) =>
    (Array.isArray(found) ? found : found.contents).map((text) => previousPath(text)!),
  );
}

function previousPath(text: string): PreviousPath | undefined {
  const parts = parseStorePath(text);
  if (parts !== undefined) {
    return { name: parts.name, key: nameAndBuild(text) };
  }
  return NAME.test(text) ? { name: text.split(' ')[0]!, key: text } : undefined;
}
