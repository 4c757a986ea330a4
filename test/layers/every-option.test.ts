import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { InputError } from '../../src/input/input-error.ts';
import type { Base } from '../../src/layers/base/base.ts';
import { type FleetImage, groupFleet } from '../../src/layers/fleet/group-fleet.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import type { Previous } from '../../src/layers/previous/previous.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { layersJson, namesJson, pathsJson } from '../../src/report/grouping-json.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { expectGrouping } from '../helpers/expect-grouping.ts';
import { expectObeyed } from '../helpers/expect-obeyed.ts';
import { fleetFrom, randomFleetGraphs } from '../helpers/random-fleets.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { closureFrom, type StoreGraph } from '../helpers/store-graph.ts';

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });
const bytes = fc.oneof(fc.nat(9), fc.nat(1e5), fc.nat(1e9));

/** Globs of names, names without version, patterns and store paths; mostly none. */
function globsOf({ names, storePaths }: Closure): fc.Arbitrary<readonly string[] | undefined> {
  const path = fc.nat(names.length - 1);
  const glob = fc.oneof(
    path.map((at) => names[at]!),
    path.map((at) => `${names[at]!.slice(0, 2)}*`),
    path.map((at) => storePaths[at]!),
    path.map((at) => `*/*-${names[at]}`),
  );
  return fc.oneof(fc.constant(undefined), fc.constant([]), fc.uniqueArray(glob, { maxLength: 2 }));
}

/** A base that holds every so many paths. */
function basesOf({ storePaths }: Closure): fc.Arbitrary<Base | undefined> {
  const base = fc.record({ every: fc.integer({ min: 2, max: 5 }), layers: fc.nat(3) });
  return optional(
    base.map(({ every, layers }) => ({
      storePaths: new Set(storePaths.filter((_, path) => path % every === 0)),
      layers,
    })),
  );
}

const cases = randomUpdates.chain((update) => {
  const closure = closureFrom(update.newer);
  const globs = globsOf(closure);
  return fc.record({
    update: fc.constant(update),
    left: fc.integer({ min: 1, max: 30 }),
    counts: optional(fc.array(fc.nat(40), { minLength: 1, maxLength: 9 })),
    seed: fc.nat(),
    follows: fc.boolean(),
    steering: fc.record({
      ...{ alone: globs, together: globs, volatile: globs, stable: globs },
      base: basesOf(closure),
      reserve: fc.constantFrom(0, 0, 2),
    }),
    options: fc.record({
      strategy: fc.constantFrom(...STRATEGY_NAMES),
      sizeThreshold: optional(bytes),
      popularityThreshold: optional(fc.nat(30)),
      layerOverhead: optional(bytes),
      sharingWeight: optional(fc.constantFrom(0, 0.5, 1, 3)),
      previousMargin: optional(fc.constantFrom(0, 0.02, 1, Number.POSITIVE_INFINITY)),
    }),
  });
});

/** The graph with each entry given two times. */
function twice({ roots, entries }: StoreGraph): StoreGraph {
  return { roots, entries: [...entries, ...entries] };
}

test('with any options a grouping is a partition that obeys hints and depends on nothing but closure and options', () => {
  let [tried, refused] = [0, 0];
  checkProperty(cases, ({ update, left, counts, seed, follows, steering, options }) => {
    const { older, newer } = update;
    const closure = closureFrom(newer);
    const popularity =
      counts &&
      plainPopularity(
        new Map(closure.names.map((name, at) => [name, counts[at % counts.length]!])),
      );
    const taken = steering.reserve + (steering.base?.layers ?? 0);
    const chosen: GroupOptions = { ...options, budget: left + taken, popularity };
    const earlier = groupLayers(closureFrom(older), chosen);
    const previous = follows ? parsePrevious(namesJson(earlier)) : undefined;
    const group = (graph: StoreGraph, before = previous) =>
      groupLayers(closureFrom(graph), { ...chosen, ...steering, previous: before });

    tried++;
    let grouping: ReturnType<typeof group>;
    try {
      grouping = group(newer);
    } catch (error) {
      // hints that contradict each other, or need more layers
      expect(error).toBeInstanceOf(InputError);
      refused++;
      return;
    }
    expectGrouping(grouping, grouping.closure, left + taken);
    expectObeyed(grouping, steering);
    expect(grouping.layers.length).toBeLessThanOrEqual(left);
    const ours = closure.storePaths.filter((path) => !steering.base?.storePaths.has(path));
    expect(grouping.closure.storePaths).toEqual(ours);

    const written = layersJson(grouping);
    for (const graph of [shuffled(newer, seed), twice(newer)]) {
      expect(layersJson(group(graph))).toBe(written);
    }
    // an image that follows itself stays as it is; at a margin of 0 rounding decides between equal costs
    if (options.previousMargin !== 0) {
      const itself = group(newer, parsePrevious(written));
      expect(pathsJson(itself)).toBe(pathsJson(grouping));
    }
  });
  expect(refused).toBeLessThan(tried / 2);
});

const fleets = fc.record({
  graphs: randomFleetGraphs,
  budgets: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 5, maxLength: 5 }),
  weights: optional(fc.record({ storage: fc.nat(3), updates: fc.nat(3), pulls: fc.nat(3) })),
  /** Of which image each has the earlier layers, by how many places; −1 for none. */
  follows: fc.array(fc.constantFrom(-1, 0, 0, 1), { minLength: 5, maxLength: 5 }),
  fixed: fc.subarray([0, 1, 2, 3, 4]),
  seed: fc.nat(),
});

test('with any options each image of a fleet is such a partition', () => {
  checkProperty(
    fleets,
    ({ graphs, budgets, weights, follows, fixed: fixedImages, seed }) => {
      const images = fleetFrom(graphs, budgets);
      const earlier = groupFleet(fleetFrom(graphs, budgets.toReversed()), { weights }).images;
      const layersOf = (image: number) =>
        parsePrevious(namesJson(earlier[image % earlier.length]!.grouping));
      const previous = images.map((_, image) =>
        follows[image] === -1 ? undefined : layersOf(image + follows[image]!),
      );
      const fixed = fixedImages.filter((image) => image < images.length).map(layersOf);
      const group = (some: readonly FleetImage[], before: readonly (Previous | undefined)[]) =>
        groupFleet(some.map((image, at) => ({ ...image, previous: before[at] })).reverse(), {
          weights,
          fixed,
        });

      const { images: made } = group(images, previous);
      expect(made.map(({ name }) => name)).toEqual(images.map(({ name }) => name));
      made.forEach(({ grouping }, image) => {
        expectGrouping(grouping, images[image]!.closure, images[image]!.budget);
      });
      const written = made.map(({ grouping }) => layersJson(grouping));
      for (const change of [(graph: StoreGraph) => shuffled(graph, seed), twice]) {
        const others = graphs.map(({ name, graph }) => ({ name, graph: change(graph) }));
        const { images: again } = group(fleetFrom(others, budgets), previous);
        expect(again.map(({ grouping }) => layersJson(grouping))).toEqual(written);
      }
      // a fleet that follows itself stays as it is
      const { images: itself } = group(images, written.map(parsePrevious));
      expect(itself.map(({ grouping }) => pathsJson(grouping))).toEqual(
        made.map(({ grouping }) => pathsJson(grouping)),
      );
      // an image that equals a fixed one takes over its layers
      const [first] = images;
      const alone = groupFleet([first!], { weights }).images[0]!.grouping;
      const like = groupFleet([first!], { weights, fixed: [parsePrevious(layersJson(alone))] });
      expect(pathsJson(like.images[0]!.grouping)).toBe(pathsJson(alone));
    },
    150,
  );
});
