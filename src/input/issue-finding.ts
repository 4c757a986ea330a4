import type * as z from 'zod/mini';
import type { Finding } from './input-error.ts';
import { jsonPlace } from './json-place.ts';
import { showValue } from './show-value.ts';

/**
 * An issue of zod as a finding; the issue's message is what was expected.
 *
 * @param value the value that was checked
 * @param place writes the place in the input of the part at the given keys
 */
export function issueFinding(
  { path, message }: z.core.$ZodIssue,
  value: unknown,
  place: (keys: readonly PropertyKey[]) => string = jsonPlace,
): Finding {
  const found = path.reduce((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
  return { place: place(path), found: showValue(found), expected: message };
}
