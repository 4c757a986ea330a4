import type { Closure } from '../closure/closure.ts';
import { printable } from '../report/printable.ts';
import { findPaths } from '../tuning/find-paths.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

const CANDIDATES_SHOWN = 10;

/**
 * The one store path that a query names; see `findPaths`.
 *
 * @throws Failure when there is none, or more than one
 */
export function findPath(closure: Closure, query: string): number {
  const found = findPaths(closure, query);
  const [path] = found;
  if (path === undefined) {
    const similar = [...closure.names.keys()].filter((other) =>
      closure.names[other]!.includes(query),
    );
    throw new Failure(
      [
        `no store path ${JSON.stringify(query)} in the closure`,
        ...(similar.length === 0 || query === ''
          ? ['give a store path, a digest, or a name with or without version']
          : ['names that contain it:', ...candidates(closure, similar)]),
      ].join('\n'),
      EXIT.usage,
    );
  }
  if (found.length > 1) {
    throw new Failure(
      [
        `${JSON.stringify(query)} could be any of ${found.length} store paths:`,
        ...candidates(closure, found),
      ].join('\n'),
      EXIT.usage,
    );
  }
  return path;
}

function candidates({ storePaths }: Closure, paths: readonly number[]): string[] {
  const shown = paths.slice(0, CANDIDATES_SHOWN).map((path) => `  ${printable(storePaths[path]!)}`);
  const hidden = paths.length - shown.length;
  return hidden === 0 ? shown : [...shown, `  and ${hidden} more`];
}
