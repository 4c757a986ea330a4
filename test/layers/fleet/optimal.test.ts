import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setOf } from '../../../src/graph/bit-set.ts';
import { FLEET_WEIGHTS } from '../../../src/layers/cost/priors.ts';
import { fleetModel } from '../../../src/layers/fleet/build-fleet-model.ts';
import { bytesAhead } from '../../../src/layers/fleet/bytes-ahead.ts';
import { type FleetModel, partOf, releasesOf } from '../../../src/layers/fleet/fleet-model.ts';
import { type FleetImage, groupFleet } from '../../../src/layers/fleet/group-fleet.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomFleets } from '../../helpers/random-fleets.ts';

/** Every way to put some paths into at most `most` sets; each set ascending. */
function partitions(paths: readonly number[], most: number): number[][][] {
  const [first, ...rest] = paths;
  if (first === undefined) {
    return [[]];
  }
  return partitions(rest, most).flatMap((sets) => [
    ...(sets.length < most ? [[[first], ...sets]] : []),
    ...sets.map((_, at) => sets.map((set, other) => (other === at ? [first, ...set] : set))),
  ]);
}

/** Bytes per update and in the registry that the layers of all images cost. */
function costOf(model: FleetModel, images: readonly (readonly (readonly number[])[])[]): number {
  const holders = new Map<string, { paths: readonly number[]; images: number[] }>();
  images.forEach((layers, image) => {
    for (const paths of layers) {
      const known = holders.get(paths.join()) ?? { paths, images: [] };
      known.images.push(image);
      holders.set(paths.join(), known);
    }
  });
  let cost = 0;
  for (const { paths, images: having } of holders.values()) {
    const { cluster, roots } = partOf(model, paths, model.cost.narSizes);
    const releases = releasesOf(model, roots, [], setOf(model.images, having));
    const count = having.length;
    const { size, changeProbability } = cluster;
    cost += bytesAhead(model, size, changeProbability, { count, kept: 0, releases });
  }
  return cost;
}

function leastCost(model: FleetModel, images: readonly FleetImage[]): number {
  const choices = images.map(({ budget }, image) =>
    partitions(
      [...model.pathsOf[image]!].sort((a, b) => a - b),
      budget,
    ),
  );
  let least = Number.POSITIVE_INFINITY;
  const look = (chosen: number[][][]): void => {
    const next = choices[chosen.length];
    if (next === undefined) {
      least = Math.min(least, costOf(model, chosen));
      return;
    }
    for (const choice of next) {
      look([...chosen, choice]);
    }
  };
  look([]);
  return least;
}

// measured on these: 1.001 in the mean; two above 1.02, the worst 1.26
test('tiny fleets cost little more than their best groupings', () => {
  const tiny = randomFleets.filter((images) => {
    const most = images.length === 2 ? 5 : 3;
    return (
      images.length > 1 &&
      images.length < 4 &&
      images.every(({ closure }) => closure.storePaths.length <= most)
    );
  });
  const ratios: number[] = [];
  checkProperty(
    fc.tuple(tiny, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 5 })),
    ([fleet, budgets]) => {
      const images = fleet.map((image, at) => ({ ...image, budget: budgets[at]! }));
      const model = fleetModel(
        images.map(({ closure }) => closure),
        0,
        FLEET_WEIGHTS,
      );
      const grouped = groupFleet(images).images.map(({ grouping }, image) =>
        grouping.layers.map(({ members }) =>
          Array.from(members, (path) => model.pathsOf[image]![path]!).sort((a, b) => a - b),
        ),
      );
      const best = leastCost(model, images);
      const found = costOf(model, grouped);
      expect(found).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      ratios.push(best === 0 ? 1 : found / best);
    },
    300,
  );
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  expect(mean).toBeLessThan(1.002);
  // 30 of 6000
  expect(ratios.filter((ratio) => ratio > 1.1).length).toBeLessThanOrEqual(
    Math.max(1, ratios.length / 150),
  );
}, 120_000);
