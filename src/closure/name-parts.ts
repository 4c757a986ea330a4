/**
 * The name without version, as Nix's `parseDrvName` gives it: the part before the first dash that
 * is followed by a character that is not a letter (`python3-3.12.4` → `python3`, `nss-cacert` whole).
 * A dash at the end belongs to the name.
 */
export function nameWithoutVersion(name: string): string {
  const match = /-[^a-zA-Z]/.exec(name);
  return match === null ? name : name.slice(0, match.index);
}

/**
 * The name without version, and the output that follows the version: `openssl-3.0.14-dev` →
 * `openssl-dev`. An output is what small letters and dashes give at the very end of a name that has
 * a version; one with a digit (`p11kit`) could be part of the version (`rc1`) and is left out with it.
 */
export function nameWithOutput(name: string): string {
  const bareName = nameWithoutVersion(name);
  const output = /(?:-[a-z]+)+$/.exec(name.slice(bareName.length));
  return bareName + (output?.[0] ?? '');
}

/** What stands between the name without version and an output: `3.0.14`; empty where nothing does. */
export function versionOf(name: string): string {
  const bareName = nameWithoutVersion(name);
  const output = nameWithOutput(name).length - bareName.length;
  return name.slice(bareName.length + 1, name.length - output);
}
