import * as z from 'zod';
import { decodeText } from '../closure/decode-text.ts';
import { InputError } from '../closure/input-error.ts';
import { issueFinding } from '../closure/issue-finding.ts';
import { jsonPlace } from '../closure/json-place.ts';
import { parseJson } from '../closure/parse-json.ts';
import { STRATEGY_NAMES } from '../layers/strategy-names.ts';
import { CHECK_RULES } from './check-rules.ts';

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
    $schema: z.string('the address of a JSON Schema').optional().describe(CHECK_RULES.$schema),
    budget: count(1, CHECK_RULES.budget),
    strategy: z
      .enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(', ')}`)
      .optional()
      .describe(CHECK_RULES.strategy),
    layerOverhead: count(0, CHECK_RULES.layerOverhead),
    sharingWeight: z
      .number('a number of 0 or more')
      .min(0, 'a number of 0 or more')
      .optional()
      .describe(CHECK_RULES.sharingWeight),
    sizeThreshold: count(0, CHECK_RULES.sizeThreshold),
    popularityThreshold: count(0, CHECK_RULES.popularityThreshold),
    maxLayers: count(1, CHECK_RULES.maxLayers),
    maxLargestShare: share(CHECK_RULES.maxLargestShare),
    maxPulledBytes: count(0, CHECK_RULES.maxPulledBytes),
    maxPullExcess: share(CHECK_RULES.maxPullExcess),
    alone: names(CHECK_RULES.alone),
    forbidden: names(CHECK_RULES.forbidden),
    allowed: names(CHECK_RULES.allowed),
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
