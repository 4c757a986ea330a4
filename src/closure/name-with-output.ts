import { nameWithoutVersion } from './name-without-version.ts';

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
