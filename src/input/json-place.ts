/** Characters of a key; more than a store path has in `/nix/store`. */
const LONGEST_KEY = 300;

/**
 * The place in a JSON value at these keys, as jq and JavaScript write it: `graph[3].narSize`, `info["…-foo"]`.
 * A key is cut to 300 characters.
 */
export function jsonPlace(keys: readonly PropertyKey[]): string {
  const parts = keys.map((key) => {
    if (typeof key === 'string') {
      const shown = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
      return /^[a-zA-Z_][\w-]*$/.test(shown) ? `.${shown}` : `[${JSON.stringify(shown)}]`;
    }
    return `[${String(key)}]`;
  });
  return parts.join('').replace(/^\./, '');
}
