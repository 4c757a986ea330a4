import type { Closure } from '../../src/closure/closure.ts';
import { nameWithoutVersion } from '../../src/closure/name-without-version.ts';
import { successors } from '../../src/graph/csr.ts';
import type { Popularity } from '../../src/layers/popularity.ts';

/** The cost of a layer as the model defines it, on sets of store paths. */
export function slowLayerCost(
  closure: Closure,
  { partsOfImages: shares, origin }: Popularity,
  members: readonly number[],
): number {
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

  const ignoresDust = paths.filter((path) => size(path) >= 65_536).length >= 32;
  const weights = new Map<string, number>();
  const events = paths.map((path) => {
    const name = closure.names[path]!;
    const version = name.slice(nameWithoutVersion(name).length + 1).replace(/(-[a-z]+)+$/, '');
    const event = version.length < 4 ? `path ${path}` : `version ${version}`;
    if (ignoresDust && size(path) < 65_536) {
      return undefined;
    }
    const weight = Math.round((size(path) < 262_144 ? 8 : 16) * (1 + shares[path]!));
    weights.set(event, Math.max(weights.get(event) ?? 0, weight));
    return event;
  });
  const union = new Set(members.flatMap((path) => [...below[path]!]));
  const reached = new Set([...union].map((path) => events[path]));
  reached.delete(undefined);
  const weight = [...reached].reduce((sum, event) => sum + weights.get(event!)!, 0);
  const updates = weight / (weight + 1024);

  const roots = [...closure.roots];
  const chance = (root: number): number => {
    const rootsBelow = roots.filter((other) => other !== root && below[root]!.has(other)).length;
    return Math.max(0.001, 1 - shares[root]!) * (1 + rootsBelow) ** 2;
  };
  const held = roots.filter((root) => members.some((path) => below[path]!.has(root)));
  const sum = (some: number[]): number => some.reduce((all, root) => all + chance(root), 0);
  const releases = (3 * sum(held)) / Math.max(sum(roots), Number.MIN_VALUE);

  const holders = paths.filter(
    (path) => shares[path]! >= 0.08 && members.every((member) => below[path]!.has(member)),
  );
  const common = origin === 'data' ? Math.max(0, ...holders.map((path) => shares[path]!)) : 0;
  const most = Math.max(...members.map((path) => shares[path]!));
  const joint = common >= 0.999 * most ? common : 0;
  const value = (share: number): number =>
    0.5 * share + 0.5 * (share <= 1 / 30 ? 0 : 1 - 1 / 30 / share);
  const shared = members.length === 1 ? value(most) : 0.94 * value(joint);
  const sharingWeight = origin === 'data' ? 0.5 : 0.15;
  const bytes = members.reduce((all, path) => all + size(path), 0);
  return bytes * (updates + releases + sharingWeight * (1 - shared));
}
