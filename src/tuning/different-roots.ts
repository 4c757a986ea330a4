import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';

/**
 * A root of each of two closures that the other does not have in any version: as different images have, while an
 * update adds or drops one. Undefined if there is no such pair.
 */
export function differentRoots(
  older: Closure,
  newer: Closure,
): readonly [older: string, newer: string] | undefined {
  const [before, after] = [rootNames(older), rootNames(newer)];
  const gone = before.find((name) => !after.includes(name));
  const come = after.find((name) => !before.includes(name));
  return gone === undefined || come === undefined ? undefined : [gone, come];
}

function rootNames({ roots, names }: Closure): string[] {
  return Array.from(roots, (root) => nameWithoutVersion(names[root]!));
}
