import * as z from 'zod';
import { decodeText } from '../closure/decode-text.ts';
import { InputError } from '../closure/input-error.ts';
import { jsonPlace } from '../closure/json-place.ts';
import { parseJson } from '../closure/parse-json.ts';
import { showValue } from '../closure/store-entry.ts';
import { STRATEGY_NAMES } from '../layers/strategies.ts';

const ADVICE =
  'see group-layers check --help, or have an editor check the file against its "$schema"';

const share = (meaning: string) => z.number().min(0).max(1).describe(meaning).optional();
const bytes = (meaning: string) => z.int().min(0).describe(meaning).optional();
const names = (meaning: string) => z.array(z.string().min(1)).describe(meaning).optional();

/** The form of `group-layers.json`, from which its JSON Schema is made too. */
export const checkConfigSchema = z.strictObject({
  $schema: z.string().describe('where the JSON Schema of this file is, for editors').optional(),
  budget: z.int().min(1).describe('most layers; 94 where nothing is said').optional(),
  strategy: z.enum(STRATEGY_NAMES).describe('how to group').optional(),
  layerOverhead: bytes('bytes that one more layer is worth'),
  maxLayers: z.int().min(1).describe('most layers that the grouping may come to').optional(),
  maxLargestShare: share('most of all bytes that the largest layer may hold, 0 to 1'),
  maxPulledBytes: bytes('most bytes that an update from the --against graphs may pull'),
  maxPullExcess: share(
    'most of what one layer would pull beyond the floor that an update may pull beyond it, 0 to 1',
  ),
  alone: names('names, or name-versions, of store paths that must have a layer of their own'),
  forbidden: names(
    'names, or name-versions, that no store path may have; * stands for any characters',
  ),
  allowed: names('exceptions to "forbidden"'),
});

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
        found: 'a rule that does not exist',
        expected: `one of ${Object.keys(checkConfigSchema.shape).join(', ')}`,
      }));
    }
    const found = issue.path.reduce((at, key) => (at as Record<PropertyKey, unknown>)[key], value);
    return [
      {
        place: jsonPlace(issue.path),
        found: showValue(found),
        expected: issue.message.replace(/^.*expected /, ''),
      },
    ];
  });
  throw new InputError(findings, ADVICE);
}
