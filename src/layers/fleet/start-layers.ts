import type { Closure } from '../../closure/closure.ts';
import { nameAndBuild } from '../../closure/store-path.ts';
import { type BitSet, emptySet, setOf, union } from '../../graph/bit-set.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { type Inheritance, inheritLayers } from '../previous/inherit-layers.ts';
import type { Previous } from '../previous/previous.ts';
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
 * as they are, the largest first, as long as they lie in what it lacks. Of builds that are new to an image it takes over
 * published layers in the same way, since others came to them before.
 *
 * @param closures of each image
 * @param previous of each image, if it has one
 * @param published the layers of each image that is in a registry
 * @param sizes bytes of every path
 */
export function startLayers(
  model: FleetModel,
  closures: readonly Closure[],
  previous: readonly (Previous | undefined)[],
  published: readonly Previous[],
  sizes: Float64Array,
): StartLayers {
  const { images, pathsOf } = model;
  const known = closures.map((closure, image) => {
    const own = previous[image];
    return own && inheritLayers(closure, own);
  });
  const isRebuilt = nearlyAllNew(closures, known);
  const inherited = isRebuilt ? known.map(() => undefined) : known;
  const partIn = (paths: readonly number[]) =>
    partOf(
      model,
      [...paths].sort((a, b) => a - b),
      sizes,
    );
  const publishedParts = publishedLayers(model, published).map((ofImage) => ofImage.map(partIn));
  const distinct = new Map(publishedParts.flat().map((part) => [part.key, part]));
  const largest = largestFirst(distinct.values());

  /** Layers to begin with, and the images that had them before. */
  const found: { part: Part; image: number }[] = [];
  const before = new Map<string, BitSet>();
  const find = (part: Part, image: number, isUnchanged: boolean) => {
    found.push({ part, image });
    if (isUnchanged) {
      const had = before.get(part.key) ?? emptySet(images);
      before.set(part.key, union(had, setOf(images, [image])));
    }
  };
  const takenOver = inherited.map((inheritance, image) => {
    const newPaths = inheritance?.newPaths.map((path) => pathsOf[image]![path]!) ?? [];
    const parts = partsWithin(newPaths, largest);
    for (const part of parts) {
      find(part, image, false);
    }
    return new Set(parts.flatMap(({ cluster }) => cluster.paths));
  });
  const pathsLeft = (indices: readonly number[], image: number) =>
    indices.map((path) => pathsOf[image]![path]!).filter((path) => !takenOver[image]!.has(path));
  inherited.forEach((inheritance, image) => {
    for (const { members, isUnchanged } of inheritance?.layers ?? []) {
      const paths = pathsLeft(members, image);
      if (paths.length > 0) {
        find(partIn(paths), image, isUnchanged);
      }
    }
  });
  publishedParts.forEach((ofImage, position) => {
    for (const part of ofImage) {
      find(part, closures.length + position, true);
    }
  });

  const layers = fleetLayers(model, before);
  for (const { part, image } of found) {
    layers.change([], [part], setOf(images, [image]));
  }
  const lacking = closures.map((_, image) => {
    const inheritance = inherited[image];
    if (inheritance !== undefined) {
      return pathsLeft(inheritance.newNames, image);
    }
    const parts = partsWithin(pathsOf[image]!, largestFirst(layers.all()));
    layers.change([], parts, setOf(images, [image]));
    const taken = new Set(parts.flatMap(({ cluster }) => cluster.paths));
    return [...pathsOf[image]!].filter((path) => !taken.has(path));
  });
  const isFresh = known.every((inheritance) => inheritance === undefined);
  return { layers, lacking, outcome: isFresh ? 'fresh' : isRebuilt ? 'rebuilt' : 'kept' };
}

/** Disjoint parts that lie within some paths, the earlier ones first. */
function partsWithin(paths: Iterable<number>, parts: readonly Part[]): Part[] {
  const left = new Set(paths);
  const taken: Part[] = [];
  for (const part of left.size === 0 ? [] : parts) {
    if (part.cluster.paths.every((path) => left.has(path))) {
      taken.push(part);
      for (const path of part.cluster.paths) {
        left.delete(path);
      }
    }
  }
  return taken;
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
      newPaths += inheritance.newPaths.length;
    }
  });
  return newPaths >= PREVIOUS.rebuilt * paths;
}

/**
 * For each published image, the paths of its layers, but of those that contain a path of no image of the fleet. A name alone
 * counts as a path of that name, whatever its build, as in `inheritLayers`.
 */
function publishedLayers(
  { closure }: FleetModel,
  published: readonly Previous[],
): readonly (readonly (readonly number[])[])[] {
  const byKey = new Map<string, number>();
  closure.storePaths.forEach((storePath, path) => {
    byKey.set(closure.names[path]!, path).set(nameAndBuild(storePath), path);
  });
  return published.map((layers) =>
    layers
      .map((layer) => layer.map(({ key }) => byKey.get(key)))
      .filter((paths): paths is number[] => paths.every((path) => path !== undefined)),
  );
}
