import picomatch from 'picomatch/posix.js';
import { nameWithoutVersion } from './name-parts.ts';

/** Names are no file names: a dot at the start is nothing special, `!` and `+(` are what they are. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true };

/** Globs of more characters are an error to picomatch. */
const MOST_CHARACTERS = 2 ** 16;

/**
 * Whether a name, the name without version, or the store path matches one of the globs, by picomatch: `*`
 * stands for any characters but slashes, `?` for one, `{a,b}` for either.
 */
export function nameMatcher(
  globs: readonly string[],
): (name: string, storePath?: string) => boolean {
  const possible = globs.filter(({ length }) => length > 0 && length <= MOST_CHARACTERS);
  const isMatch = picomatch(possible, OPTIONS);
  return (name, storePath) =>
    isMatch(name) ||
    isMatch(nameWithoutVersion(name)) ||
    (storePath !== undefined && isMatch(storePath));
}
