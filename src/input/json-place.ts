/** The place in a JSON value at these keys, as jq and JavaScript write it: `graph[3].narSize`, `info["…-foo"]`. */
export function jsonPlace(keys: readonly PropertyKey[]): string {
  const parts = keys.map((key) => {
    if (typeof key === 'string') {
      return /^[a-zA-Z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    }
    return `[${String(key)}]`;
  });
  return parts.join('').replace(/^\./, '');
}
