import * as z from 'zod/mini';
import { decodeText } from '../input/decode-text.ts';
import { InputError } from '../input/input-error.ts';
import { parseJson } from '../input/parse-json.ts';
import { showValue } from '../input/show-value.ts';
import type { PopularityData } from './popularity.ts';

const ADVICE = 'a popularity file is JSON like {"glibc": 28, "openssl-3.0.14": 3}';

const count = z.int().check(z.gte(0));

/**
 * Reads a popularity file, `{"name or name-version": count}`.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when the text is no JSON object or a count is no whole number from 0 to 2^53 − 1
 */
export function parsePopularity(input: string | Uint8Array): PopularityData {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      [{ place: '', found: showValue(value), expected: 'an object, names to counts' }],
      ADVICE,
    );
  }
  // entries of its own, since zod's record would leave out a key named __proto__
  const entries = Object.entries(value);
  const findings = entries
    .filter(([, found]) => !count.safeParse(found).success)
    .map(([name, found]) => ({
      place: JSON.stringify(name),
      found: showValue(found),
      expected: 'a whole number from 0 to 2^53 - 1',
    }));
  if (findings.length > 0) {
    throw new InputError(findings, ADVICE);
  }
  return new Map(entries);
}
