import type { Closure } from '../closure/closure.ts';
import { nameMatcher } from '../closure/name-matcher.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';

/** Enough of a digest to be one. */
const DIGEST_PART = /^[0-9a-z]{5,32}$/;

/**
 * The store paths that a query names: a full store path or a file inside it, a digest, `<digest>-<name>`, a
 * name with version, a name without version, a pattern of names in which `*` stands for any characters, or the
 * beginning of a digest. The first of these that matches any path is used.
 *
 * @returns indices, ascending; several for an ambiguous name, none for an unknown one
 */
export function findPaths({ storePaths, names }: Closure, query: string): number[] {
  const matches = nameMatcher([query]);
  const ways: ((path: number) => boolean)[] = [
    (path) => query === storePaths[path] || query.startsWith(`${storePaths[path]}/`),
    (path) => storePaths[path]!.endsWith(`/${query}-${names[path]}`),
    (path) => storePaths[path]!.endsWith(`/${query}`),
    (path) => names[path] === query,
    (path) => nameWithoutVersion(names[path]!) === query,
    ...(query.includes('*') ? [(path: number) => matches(names[path]!)] : []),
    ...(DIGEST_PART.test(query)
      ? [(path: number) => storePaths[path]!.slice(0, -names[path]!.length).includes(`/${query}`)]
      : []),
  ];
  for (const match of ways) {
    const found = [...storePaths.keys()].filter(match);
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}
