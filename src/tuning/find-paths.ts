import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';

/**
 * The store paths that a query names: a full store path or a file inside it, a digest, `<digest>-<name>`, a
 * name with version, or a name without version. The first of these that matches any path is used.
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
