import * as z from 'zod';
import { decodeText } from '../closure/decode-text.ts';
import { InputError } from '../closure/input-error.ts';
import { issueFinding } from '../closure/issue-finding.ts';
import { jsonPlace } from '../closure/json-place.ts';
import { parseJson } from '../closure/parse-json.ts';
import { DEFAULTS } from '../layers/group-layers.ts';
import { STRATEGY_NAMES } from '../layers/strategies.ts';

const ADVICE = 'see group-layers check --help, or name the schema in "$schema" for your editor';

/** A key that may be left out, told in the words of `expected` when it is something else. */
function share(meaning: string) {
  const expected = 'a number from 0 to 1';
  return z.number(expected).min(0, expected).max(1, expected).optional().describe(meaning);
}

function count(least: number, meaning: string) {
  const expected = `a whole number of ${least} or more`;
  return z.int(expected).min(least, expected).optional().describe(meaning);
}

function names(meaning: string) {
  const name = z.string('a name').min(1, 'a name');
  return z.array(name, 'an array of names').optional().describe(meaning);
}

/** The form of `group-layers.json`, from which its JSON Schema is made too. */
export const checkConfigSchema = z.strictObject(
  {
    $schema: z
      .string('the address of a JSON Schema')
      .optional()
      .describe('where the JSON Schema of this file is, for editors'),
    budget: count(1, `most layers to make; ${DEFAULTS.budget} where nothing is said`),
    strategy: z
      .enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(', ')}`)
      .optional()
      .describe(`how to group; ${DEFAULTS.strategy} where nothing is said`),
    layerOverhead: count(0, 'bytes that one more layer is worth (expected-pull)'),
    sharingWeight: z
      .number('a number of 0 or more')
      .min(0, 'a number of 0 or more')
      .optional()
      .describe('sharing with other images against updates (expected-pull)'),
    sizeThreshold: count(0, 'a path is big when its closureSize is more bytes (nixery)'),
    popularityThreshold: count(0, 'a path is popular when its count is at least this (nixery)'),
    maxLayers: count(1, 'most layers that the grouping may come to'),
    maxLargestShare: share('most of all bytes that the largest layer may hold, 0 to 1'),
    maxPulledBytes: count(0, 'most bytes that the update from an --against graph may pull'),
    maxPullExcess: share(
      'most excess of an update from an --against graph: 0 is the floor, 1 what one layer would pull',
    ),
    alone: names('names, with or without version, of store paths that must have their own layer'),
    forbidden: names(
      'names, with or without version, that no store path may have; * is any characters',
    ),
    allowed: names('exceptions to "forbidden"'),
  },
  {
    error: (issue) => (issue.code === 'invalid_type' ? 'an object' : undefined),
  },
);

export type CheckConfig = z.infer<typeof checkConfigSchema>;

/**
 * Reads the rules of `group-layers check`.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when it is no JSON, names a rule that does not exist, or sets one to what it cannot be
 */
export function parseCheckConfig(input: string | Uint8Array): CheckConfig {
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  const result = checkConfigSchema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const findings = result.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        place: jsonPlace([...issue.path, key]),
        found: 'no such rule',
        expected: `one of ${Object.keys(checkConfigSchema.shape).join(', ')}`,
      }));
    }
    return [issueFinding(issue, value)];
  });
  throw new InputError(findings, ADVICE);
}
