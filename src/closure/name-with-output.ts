import { nameWithoutVersion } from './name-without-version.ts';

/**
 * The name without version, and the output that follows the version: `openssl-3.0.14-dev` →
 * `openssl-dev`. An output is told by its dashes and small letters at the very end of a name that
 * has a version; one with a digit (`p11kit`) looks like a version and is left out with it.
 */
export function nameWithOutput(name: string): string {
  const bareName = nameWithoutVersion(name);
  const output = /(?:-[a-z]+)+$/.exec(name.slice(bareName.length));
  return bareName + (output?.[0] ?? '');
}
