import type * as z from 'zod/mini';
import type { Finding } from './input-error.ts';
import { jsonPlace } from './json-place.ts';
import { showValue } from './show-value.ts';

/**
 * What zod found wrong with a value, as a finding; the issue's message says what is expected.
 *
 * @param value the value that was checked
 * @param place where one of its parts stands in the input, given the keys that lead there
 */
export function issueFinding(
  { path, message }: z.core.$ZodIssue,
  value: unknown,
  place: (keys: readonly PropertyKey[]) => string = jsonPlace,
): Finding {
  const found = path.reduce((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
  return { place: place(path), found: showValue(found), expected: message };
}
