import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import { layerCost } from '../../src/layers/cost/cost.ts';
import type { FleetModel } from '../../src/layers/fleet/fleet-model.ts';
import { popularityFromGraph } from '../../src/layers/popularity.ts';

/** The layers of each image, as paths of the fleet's closure. */
export type LayersOfImages = readonly (readonly (readonly number[])[])[];

/**
 * What the layers of a fleet cost, as `bytesAhead` defines it, on sets of store paths.
 *
 * @param closures of the images, but the fixed ones
 * @param before the layers that the images had
 */
export function slowFleetCost(
  model: FleetModel,
  closures: readonly Closure[],
  layers: LayersOfImages,
  before: LayersOfImages,
): number {
  const keysBefore = before.map((ofImage) => ofImage.map(keyOf));
  const images = new Map<string, number[]>();
  layers.forEach((ofImage, image) => {
    for (const paths of ofImage) {
      images.set(keyOf(paths), [...(images.get(keyOf(paths)) ?? []), image]);
    }
  });
  const { storage, updates, pulls } = model.weights;
  const chances = closures.map((_, image) => releaseChances(model, closures, image));
  let sum = 0;
  for (const [key, holders] of images) {
    const paths = key.split(' ').map(Number);
    const bytes = paths.reduce((all, path) => all + model.closure.narSizes[path]!, 0);
    const { changeProbability } = layerCost(model.cost, paths);
    const below = closureOf(model.closure, paths);
    const kept = holders.filter((image) => keysBefore[image]?.includes(key)).length;
    let perUpdate = storage + changeProbability * updates;
    for (const image of holders) {
      perUpdate += pulls * changeProbability;
      for (const [root, chance] of chances[image] ?? []) {
        perUpdate += below.has(root) ? 3 * pulls * chance : 0;
      }
    }
    const now = pulls * (holders.length - kept) + (kept === 0 ? updates : 0);
    sum += bytes * (8 * perUpdate + now);
  }
  return sum;
}

/** The chance that a release of an image changes a root: as for one image, its popularity from the fleet. */
function releaseChances(
  model: FleetModel,
  closures: readonly Closure[],
  image: number,
): ReadonlyMap<number, number> {
  const { closure } = model;
  const evidence = Math.min(1, closures.length / 6);
  const fromGraph = popularityFromGraph(closure).partsOfImages;
  const own = closures[image]!;
  const roots = Array.from(own.roots, (root) => closure.storePaths.indexOf(own.storePaths[root]!));
  const odds = roots.map((root) => {
    const path = closure.storePaths[root]!;
    const part = closures.filter(({ storePaths }) => storePaths.includes(path)).length;
    const popular = (evidence * part) / closures.length + (1 - evidence) * fromGraph[root]!;
    const below = closureOf(closure, [root]);
    const rootsBelow = roots.filter((other) => below.has(other)).length;
    return (1 - popular + evidence / closures.length) * rootsBelow;
  });
  const all = odds.reduce((sum, one) => sum + one, 0);
  return new Map(roots.map((root, index) => [root, odds[index]! / all]));
}

/** All paths that some paths refer to, and these. */
function closureOf({ references }: Closure, paths: readonly number[]): ReadonlySet<number> {
  const found = new Set(paths);
  for (const path of found) {
    for (const target of successors(references, path)) {
      found.add(target);
    }
  }
  return found;
}

function keyOf(paths: readonly number[]): string {
  return [...paths].sort((a, b) => a - b).join(' ');
}
