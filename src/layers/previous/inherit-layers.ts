import type { Closure } from '../../closure/closure.ts';
import { nameWithOutput, nameWithoutVersion } from '../../closure/name-parts.ts';
import { nameAndBuild } from '../../closure/store-path.ts';
import type { Previous } from './previous.ts';

/** A layer of an earlier grouping with the paths of a closure that inherit it, at least one. */
export interface InheritedLayer {
  /** Indices of store paths. */
  readonly members: readonly number[];
  /** Whether it is the very layer of before. */
  readonly isUnchanged: boolean;
}

/** What paths inherit. */
export interface Inheritance {
  readonly layers: readonly InheritedLayer[];
  /** Paths that were built anew or were not there, ascending. */
  readonly newPaths: readonly number[];
  /** Paths that inherit no layer, ascending. */
  readonly newNames: readonly number[];
  /** How many earlier paths have nothing of their name left, not even without version. */
  readonly left: number;
}

/**
 * Gives every path of a closure its layer of an earlier grouping, by name and build. Paths of another
 * build take the place of what is gone from a layer: the one of their name, else of their name with
 * output, else of their name without version; of several the lowest. Where no builds are known, whatever
 * has its name counts as the same. O(n + previous paths).
 */
export function inheritLayers(closure: Closure, previous: Previous): Inheritance {
  const byBuild = new Map<string, number>();
  previous.forEach((paths, layer) => {
    for (const { key } of paths) {
      setFirst(byBuild, key, layer);
    }
  });
  const members: number[][] = previous.map(() => []);
  const newPaths: number[] = [];
  closure.names.forEach((name, path) => {
    const layer = byBuild.get(nameAndBuild(closure.storePaths[path]!)) ?? byBuild.get(name);
    (layer === undefined ? newPaths : members[layer]!).push(path);
  });

  const isUnchanged = members.map((paths, layer) => paths.length === previous[layer]!.length);
  const byName = new Map<string, number>();
  const byBareName = new Map<string, number>();
  previous.forEach((paths, layer) => {
    for (const { name } of isUnchanged[layer] ? [] : paths) {
      setFirst(byName, name, layer);
      setFirst(byBareName, nameWithOutput(name), layer);
      setFirst(byBareName, nameWithoutVersion(name), layer);
    }
  });
  const newNames = newPaths.filter((path) => {
    const name = closure.names[path]!;
    const layer =
      byName.get(name) ??
      byBareName.get(nameWithOutput(name)) ??
      byBareName.get(nameWithoutVersion(name));
    members[layer ?? -1]?.push(path);
    return layer === undefined;
  });
  const layers = members
    .map((paths, layer) => ({ members: paths, isUnchanged: isUnchanged[layer]! }))
    .filter((layer) => layer.members.length > 0);
  return { layers, newPaths, newNames, left: countLeft(closure, previous) };
}

function countLeft({ names }: Closure, previous: Previous): number {
  const known = new Set(
    names.flatMap((name) => [name, nameWithOutput(name), nameWithoutVersion(name)]),
  );
  const isLeft = (name: string) =>
    !known.has(name) && !known.has(nameWithOutput(name)) && !known.has(nameWithoutVersion(name));
  return previous.flat().filter(({ name }) => isLeft(name)).length;
}

function setFirst(map: Map<string, number>, key: string, layer: number): void {
  if (!map.has(key)) {
    map.set(key, layer);
  }
}
