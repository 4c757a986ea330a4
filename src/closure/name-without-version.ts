/**
 * The name without version, as Nix's `parseDrvName` gives it: the part before the first dash that
 * is followed by a character that is not a letter (`python3-3.12.4` → `python3`, `nss-cacert` whole).
 * A dash at the end belongs to the name.
 */
export function nameWithoutVersion(name: string): string {
  const match = /-[^a-zA-Z]/.exec(name);
  return match === null ? name : name.slice(0, match.index);
}
