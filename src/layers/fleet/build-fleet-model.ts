import type { Closure } from '../../closure/closure.ts';
import { sizeOf } from '../../graph/bit-set.ts';
import { costModel } from '../cost/cost-model.ts';
import { SHARING } from '../cost/priors.ts';
import { releaseEvents } from '../cost/release-events.ts';
import { popularityFromGraph } from '../popularity.ts';
import { awaitedBuilds } from './awaited-builds.ts';
import type { FleetModel, FleetWeights, RootsOfImage } from './fleet-model.ts';
import { uniteClosures } from './unite-closures.ts';

/**
 * Builds the model of a fleet. O((n + m)·(w + images)).
 *
 * Popularity is counted in the fleet itself. A few images are weak evidence, as in SHARING: then the
 * graph, which is all that a fleet of one has, makes up for the rest.
 *
 * @param fixed how many fixed images there are besides
 */
export function fleetModel(
  closures: readonly Closure[],
  fixed: number,
  weights: FleetWeights,
): FleetModel {
  const counted = closures.length;
  const images = counted + fixed;
  const { closure, pathsOf, imagesOf } = uniteClosures(closures, images);
  const evidence = Math.min(1, counted / SHARING.images);
  const fromGraph = popularityFromGraph(closure);
  const counts = Float64Array.from(imagesOf, sizeOf);
  const partsOfImages = counts.map(
    (count, path) => (evidence * count) / counted + (1 - evidence) * fromGraph.partsOfImages[path]!,
  );
  const popularity = { counts, partsOfImages, images: counted, origin: 'graph' } as const;
  const cost = costModel(closure, popularity);

  const rootsOf: RootsOfImage[][] = closure.storePaths.map(() => []);
  const chances = closures.map(({ roots }, image) => {
    const own = roots.map((root) => pathsOf[image]![root]!);
    const part = evidence / counted;
    const releases = releaseEvents(closure.references, cost.upwards, own, partsOfImages, part);
    for (const path of pathsOf[image]!) {
      if (releases.held[path] !== 0) {
        rootsOf[path]!.push({ image, roots: releases.held[path]! });
      }
    }
    return releases.chances;
  });
  const awaitedBy = awaitedBuilds(closure, pathsOf, imagesOf);
  return { images, closure, pathsOf, imagesOf, cost, rootsOf, chances, awaitedBy, weights };
}
