const LONGEST_SHOWN = 80;

/** A value in a few words: a string quoted and cut to 80 characters, `nothing` for undefined. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') {
    return value.length > LONGEST_SHOWN
      ? `${JSON.stringify(value.slice(0, LONGEST_SHOWN))}…`
      : JSON.stringify(value);
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'an array' : 'an object';
  }
  return value === undefined ? 'nothing' : String(value);
}
