import type { Closure } from '../../src/closure/closure.ts';
import { nameWithoutVersion } from '../../src/closure/name-parts.ts';
import { successors } from '../../src/graph/csr.ts';
import type { Popularity } from '../../src/layers/popularity-data.ts';

/** The cost of a layer as the model defines it, on sets of store paths. */
export function slowLayerCost(
  closure: Closure,
  { partsOfImages: parts, origin, images }: Popularity,
  members: readonly number[],
): number {
  const own = origin === 'data' ? 1 / images : 1 / 30;
  const paths = [...closure.storePaths.keys()];
  const below = paths.map(() => new Set<number>());
  const fill = (path: number, found: Set<number>): Set<number> => {
    found.add(path);
    for (const target of successors(closure.references, path)) {
      fill(target, found);
    }
    return found;
  };
  paths.forEach((path) => {
    fill(path, below[path]!);
  });
  const size = (path: number): number => closure.narSizes[path]!;

  const total = paths.reduce((sum, path) => sum + size(path), 0);
  let small = 65_536;
  while (small * 1024 > total) {
    small /= 2;
  }
  const weights = new Map<string, number>();
  const events = paths.map((path) => {
    const name = closure.names[path]!;
    const version = name.slice(nameWithoutVersion(name).length + 1).replace(/(-[a-z]+)+$/, '');
    const event = version.length < 4 ? `path ${path}` : `version ${version}`;
    if (small >= 1 && size(path) < small) {
      return undefined;
    }
    const weight = Math.round((size(path) < 262_144 ? 8 : 16) * (1 + parts[path]!));
    weights.set(event, Math.max(weights.get(event) ?? 0, weight));
    return event;
  });
  const union = new Set(members.flatMap((path) => [...below[path]!]));
  const reached = new Set([...union].map((path) => events[path]));
  reached.delete(undefined);
  const weight = [...reached].reduce((sum, event) => sum + weights.get(event!)!, 0);
  const updates = weight / (weight + 64 * 16);

  const roots = [...closure.roots];
  const chance = (root: number): number => {
    const rootsBelow = roots.filter((other) => other !== root && below[root]!.has(other)).length;
    return (1 - parts[root]! + own) * (1 + rootsBelow);
  };
  const held = roots.filter((root) => members.some((path) => below[path]!.has(root)));
  const sum = (some: number[]): number => some.reduce((all, root) => all + chance(root), 0);
  const releases = (3 * sum(held)) / Math.max(sum(roots), Number.MIN_VALUE);

  const holders = paths.filter(
    (path) =>
      parts[path]! >= Math.max(0.08, 2.4 * own) &&
      members.every((member) => below[path]!.has(member)),
  );
  const common = origin === 'data' ? Math.max(0, ...holders.map((path) => parts[path]!)) : 0;
  const most = Math.max(...members.map((path) => parts[path]!));
  const joint = common >= 0.9 * most ? common : 0;
  const value = (part: number): number => 0.5 * part + 0.5 * (part <= own ? 0 : 1 - own / part);
  const shared = members.length === 1 ? value(most) : 0.9 * value(joint);
  const sharingWeight = origin === 'data' ? 0.5 * Math.min(1, images / 6) : 0.15;
  const bytes = members.reduce((all, path) => all + size(path), 0);
  return bytes * (updates + releases + sharingWeight * (1 - shared));
}
