import type { Closure } from '../../closure/closure.ts';
import { type BitSet, common, setOf, union, without } from '../../graph/bit-set.ts';
import { PREVIOUS } from '../cost/priors.ts';

/**
 * For each store path, the images that hold another build of its name, and are likely to hold this one at
 * another time, since they are updated before or after the others: PREVIOUS.rebuilt of their paths have
 * another build in the fleet. O(n × words).
 *
 * @param closure of all images
 * @param pathsOf for each image, its store paths
 * @param imagesOf for each store path, the images that hold it
 * @returns undefined if there are none
 */
export function awaitedBuilds(
  { names }: Closure,
  pathsOf: readonly Uint32Array[],
  imagesOf: readonly BitSet[],
): readonly BitSet[] | undefined {
  const builds = new Map<string, BitSet[]>();
  names.forEach((name, path) => {
    builds.set(name, [...(builds.get(name) ?? []), imagesOf[path]!]);
  });
  const isAwaiting = (paths: Uint32Array) =>
    paths.filter((path) => builds.get(names[path]!)!.length > 1).length >=
    PREVIOUS.rebuilt * paths.length;
  const awaiting = [...pathsOf.keys()].filter((image) => isAwaiting(pathsOf[image]!));
  if (awaiting.length === 0) {
    return undefined;
  }
  const all = setOf(32 * imagesOf[0]!.length, awaiting);
  return names.map((name, path) =>
    without(common(builds.get(name)!.reduce(union), all), imagesOf[path]!),
  );
}
