import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';
import { printable } from '../report/printable.ts';
import { findPaths } from '../tuning/find-paths.ts';
import { nearest } from './edit-distance.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

const CANDIDATES_SHOWN = 10;
const NEAREST_SHOWN = 3;

/**
 * The store paths that a query names (see `findPaths`): all that match a pattern, else the only one.
 *
 * @throws Failure when there is none, or more than one for what is not a pattern
 */
export function findNamed(closure: Closure, query: string): readonly number[] {
  const found = findPaths(closure, query);
  if (found.length === 0) {
    throw new Failure(
      [`no store path ${JSON.stringify(query)} in the closure`, ...similarTo(closure, query)].join(
        '\n',
      ),
      EXIT.usage,
    );
  }
  if (found.length > 1 && !query.includes('*')) {
    throw new Failure(
      [
        `${JSON.stringify(query)} could be any of ${found.length} store paths:`,
        ...candidates(closure, found),
      ].join('\n'),
      EXIT.usage,
    );
  }
  return found;
}

function similarTo(closure: Closure, query: string): string[] {
  const similar = [...closure.names.keys()].filter((path) => closure.names[path]!.includes(query));
  if (similar.length > 0 && query !== '') {
    return ['names that contain it:', ...candidates(closure, similar)];
  }
  const near = nearest(
    query,
    closure.names.flatMap((name) => [name, nameWithoutVersion(name)]),
    NEAREST_SHOWN,
  );
  return [
    near.length === 0
      ? 'give a store path, a digest or its beginning, a name with or without version, or a pattern such as lib*'
      : `did you mean ${near.map(printable).join(', ')}?`,
  ];
}

function candidates({ storePaths }: Closure, paths: readonly number[]): string[] {
  const shown = paths.slice(0, CANDIDATES_SHOWN).map((path) => `  ${printable(storePaths[path]!)}`);
  const hidden = paths.length - shown.length;
  return hidden === 0 ? shown : [...shown, `  and ${hidden} more`];
}
