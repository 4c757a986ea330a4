import type { Closure } from '../../closure/closure.ts';
import { parseStorePath } from '../../closure/store-path.ts';
import { type BitSet, emptySet, setOf, union } from '../../graph/bit-set.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { buildOf } from '../popularity-data.ts';
import { type Inheritance, inheritLayers } from '../previous/inherit-layers.ts';
import type { Previous, PreviousPath } from '../previous/previous.ts';
import { type FleetLayers, fleetLayers, largestFirst } from './fleet-layers.ts';
import { type FleetModel, type Part, partOf } from './fleet-model.ts';

/** Layers to begin with, and what is in none of them. */
export interface StartLayers {
  readonly layers: FleetLayers;
  /** For each image, its paths that have no layer yet. */
  readonly lacking: readonly (readonly number[])[];
  /** Whether earlier layers were inherited, or nearly all paths are new. */
  readonly outcome: 'fresh' | 'kept' | 'rebuilt';
}

/**
 * Gives each image the layers that its paths inherit from its earlier grouping (`inheritLayers`); where
 * nearly all paths of the fleet are new, none. An image without one takes over layers of the others
 * as they are, the largest first, as long as they lie in what it lacks; so does one that comes, as a whole, to builds
 * that others came to before.
 *
 * @param closures of each image
 * @param previous of each image, if it has one
 * @param fixed the layers of each fixed image
 * @param sizes bytes of every path
 */
export function startLayers(
  model: FleetModel,
  closures: readonly Closure[],
  previous: readonly (Previous | undefined)[],
  fixed: readonly Previous[],
  sizes: Float64Array,
): StartLayers {
  const { images, pathsOf } = model;
  const known = closures.map((closure, image) => {
    const own = previous[image];
    return own && inheritLayers(closure, own);
  });
  const isRebuilt = nearlyAllNew(closures, known);
  const isFollower = followersIn(closures, previous, known);
  const inherited = known.map((inheritance, image) =>
    isRebuilt || isFollower[image] ? undefined : inheritance,
  );

  /** Layers to begin with, and the images that had them before. */
  const found: { part: Part; image: number }[] = [];
  const before = new Map<string, BitSet>();
  const find = (paths: readonly number[], image: number, isUnchanged: boolean) => {
    const part = partOf(
      model,
      [...paths].sort((a, b) => a - b),
      sizes,
    );
    found.push({ part, image });
    if (isUnchanged) {
      const had = before.get(part.key) ?? emptySet(images);
      before.set(part.key, union(had, setOf(images, [image])));
    }
  };
  inherited.forEach((inheritance, image) => {
    for (const { members, isUnchanged } of inheritance?.layers ?? []) {
      find(
        members.map((path) => pathsOf[image]![path]!),
        image,
        isUnchanged,
      );
    }
  });
  fixedLayers(model, fixed).forEach((ofImage, position) => {
    for (const paths of ofImage) {
      find(paths, closures.length + position, true);
    }
  });

  const layers = fleetLayers(model, before);
  for (const { part, image } of found) {
    layers.change([], [part], setOf(images, [image]));
  }
  const lacking = closures.map((_, image) => {
    const inheritance = inherited[image];
    return inheritance === undefined
      ? takeWhole(layers, pathsOf[image]!, setOf(images, [image]))
      : inheritance.newNames.map((path) => pathsOf[image]![path]!);
  });
  const isFresh = known.every((inheritance) => inheritance === undefined);
  return { layers, lacking, outcome: isFresh ? 'fresh' : isRebuilt ? 'rebuilt' : 'kept' };
}

/** Whether PREVIOUS.rebuilt of the paths of images with an earlier grouping are new. */
function nearlyAllNew(
  closures: readonly Closure[],
  known: readonly (Inheritance | undefined)[],
): boolean {
  let paths = 0;
  let newPaths = 0;
  known.forEach((inheritance, image) => {
    if (inheritance !== undefined) {
      paths += closures[image]!.storePaths.length;
      newPaths += inheritance.newPaths;
    }
  });
  return newPaths >= PREVIOUS.rebuilt * paths;
}

/**
 * Whether PREVIOUS.rebuilt of each image's paths are new to it, and as many of those are not new to the fleet:
 * what others came to before is there to be taken over.
 */
function followersIn(
  closures: readonly Closure[],
  previous: readonly (Previous | undefined)[],
  known: readonly (Inheritance | undefined)[],
): readonly boolean[] {
  const builds = previous.map((layers) => new Set(layers?.flat().map(buildKey)));
  const ofAll = new Set(builds.flatMap((own) => [...own]));
  return closures.map(({ storePaths, names }, image) => {
    const newPaths = known[image]?.newPaths ?? 0;
    if (newPaths < PREVIOUS.rebuilt * storePaths.length) {
      return false;
    }
    const keys = storePaths.map((storePath, path) => buildKey(pathOf(storePath, names[path]!)));
    const ofOthers = keys.filter((key) => !builds[image]!.has(key) && ofAll.has(key)).length;
    return ofOthers >= PREVIOUS.rebuilt * newPaths;
  });
}

function pathOf(storePath: string, name: string): PreviousPath {
  return { name, build: buildOf(parseStorePath(storePath)!.digest) };
}

function buildKey({ name, build }: PreviousPath): string {
  return `${name} ${build}`;
}

/** For each fixed image, the paths of its layers, but of those that contain a path of no other image. */
function fixedLayers(
  { closure }: FleetModel,
  fixed: readonly Previous[],
): readonly (readonly (readonly number[])[])[] {
  const byBuild = new Map<string, number>();
  closure.storePaths.forEach((storePath, path) => {
    byBuild.set(buildKey(pathOf(storePath, closure.names[path]!)), path);
  });
  return fixed.map((layers) =>
    layers
      .map((layer) => layer.map((path) => byBuild.get(buildKey(path))))
      .filter((paths): paths is number[] => paths.every((path) => path !== undefined)),
  );
}

/**
 * Gives an image without layers those of others that lie in what it lacks, the largest first.
 *
 * @param paths of the image
 * @param image as a set
 * @returns the paths that it still lacks
 */
function takeWhole(layers: FleetLayers, paths: Uint32Array, image: BitSet): number[] {
  const lacking = new Set(paths);
  for (const layer of largestFirst(layers.all())) {
    if (layer.cluster.paths.every((path) => lacking.has(path))) {
      layers.change([], [layer], image);
      for (const path of layer.cluster.paths) {
        lacking.delete(path);
      }
    }
  }
  return [...lacking];
}
