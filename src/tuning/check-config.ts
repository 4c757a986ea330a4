import * as z from 'zod/mini';
import { decodeText } from '../input/decode-text.ts';
import { findingList, InputError } from '../input/input-error.ts';
import { issueFinding } from '../input/issue-finding.ts';
import { jsonPlace } from '../input/json-place.ts';
import { parseJson } from '../input/parse-json.ts';
import { layerOverheadOf, OVERHEAD_FORMS, RUNTIME_NAMES } from '../layers/budget-presets.ts';
import { STRATEGY_NAMES } from '../layers/strategy-names.ts';
import { CHECK_RULES } from './check-rules.ts';

const ADVICE = 'see group-layers check --help, or name the schema in "$schema" for your editor';

/** The schema of an optional key, with its description. */
function rule<Schema extends z.core.SomeType>(name: keyof typeof CHECK_RULES, schema: Schema) {
  return z.optional(schema).check(z.describe(CHECK_RULES[name]));
}

// The messages of the schemas follow the word "expected".

function fraction() {
  const expected = 'a number from 0 to 1';
  return z.number(expected).check(z.minimum(0, expected), z.maximum(1, expected));
}

function count(least: number) {
  const expected = `a whole number of ${least} or more`;
  return z.int(expected).check(z.minimum(least, expected));
}

function weight() {
  const expected = 'a number of 0 or more';
  return z.number(expected).check(z.minimum(0, expected));
}

function fileName() {
  return z.string('the name of a file').check(z.minLength(1, 'the name of a file'));
}

const OVERHEAD = `a whole number of 0 or more, ${OVERHEAD_FORMS}`;

function overhead() {
  return z
    .string(OVERHEAD)
    .check(z.refine((text) => layerOverheadOf(text) !== undefined, OVERHEAD));
}

function names() {
  const name = z.string('a name').check(z.minLength(1, 'a name'));
  return z.array(name, 'an array of names');
}

/** The schema of `group-layers.json`; its JSON Schema is generated from it. */
export const checkConfigSchema = z.strictObject(
  {
    $schema: rule('$schema', z.string('the address of a JSON Schema')),
    budget: rule('budget', count(1)),
    base: rule('base', z.array(fileName(), 'an array of names of files')),
    reserve: rule('reserve', count(0)),
    runtime: rule('runtime', z.enum(RUNTIME_NAMES, `one of ${RUNTIME_NAMES.join(', ')}`)),
    strategy: rule('strategy', z.enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(', ')}`)),
    popularity: rule('popularity', fileName()),
    layerOverhead: rule('layerOverhead', z.union([count(0), overhead()], OVERHEAD)),
    sharingWeight: rule('sharingWeight', weight()),
    sizeThreshold: rule('sizeThreshold', count(0)),
    popularityThreshold: rule('popularityThreshold', count(0)),
    maxLayers: rule('maxLayers', count(1)),
    maxLargestShare: rule('maxLargestShare', fraction()),
    maxPulledBytes: rule('maxPulledBytes', count(0)),
    maxPullExcess: rule('maxPullExcess', fraction()),
    alone: rule('alone', names()),
    forbidden: rule('forbidden', names()),
    allowed: rule('allowed', names()),
  },
  {
    error: (issue) => (issue.code === 'invalid_type' ? 'an object' : undefined),
  },
);

/** Bytes of a config: thousands of names. More wrong ones at once would not fit on the stack of zod. */
const MOST_BYTES = 2 ** 16;

export type CheckConfig = z.infer<typeof checkConfigSchema>;

/**
 * Reads the rules of `group-layers check`.
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when the text is not JSON, or has an unknown rule or a value that a rule does not allow
 */
export function parseCheckConfig(input: string | Uint8Array): CheckConfig {
  if (input.length > MOST_BYTES) {
    const expected = `at most ${MOST_BYTES}`;
    throw new InputError([{ place: '', found: `${input.length} bytes`, expected }], ADVICE);
  }
  const value = parseJson(decodeText(input, ADVICE), ADVICE);
  const result = checkConfigSchema.safeParse(value);
  const findings = findingList();
  for (const issue of result.error?.issues ?? []) {
    if (issue.code !== 'unrecognized_keys') {
      findings.add(() => issueFinding(issue, value));
      continue;
    }
    for (const key of issue.keys) {
      findings.add(() => ({
        place: jsonPlace([...issue.path, key]),
        found: 'no such rule',
        expected: `one of ${Object.keys(checkConfigSchema.shape).join(', ')}`,
      }));
    }
  }
  findings.refuse(ADVICE);
  return result.data as CheckConfig;
}
