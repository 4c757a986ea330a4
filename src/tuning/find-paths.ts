import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';

/**
 * The store paths that a user means: a full store path or one below it, a digest, a name with
 * version, or one without. The most exact of these that matches wins.
 *
 * @returns indices, ascending; several for an ambiguous name, none for an unknown one
 */
export function findPaths({ storePaths, names }: Closure, query: string): number[] {
  const matches: ((path: number) => boolean)[] = [
    (path) => query === storePaths[path] || query.startsWith(`${storePaths[path]}/`),
    (path) => storePaths[path]!.endsWith(`/${query}-${names[path]}`),
    (path) => storePaths[path]!.endsWith(`/${query}`),
    (path) => names[path] === query,
    (path) => nameWithoutVersion(names[path]!) === query,
  ];
  for (const match of matches) {
    const found = [...storePaths.keys()].filter(match);
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}
