import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseClosure } from '../../../src/closure/parse-closure.ts';
import { type FleetImage, groupFleet } from '../../../src/layers/fleet/group-fleet.ts';
import type { Grouping } from '../../../src/layers/grouping.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';
import { layersJson, namesJson } from '../../../src/report/grouping-json.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { fixtureText } from '../../helpers/fixture.ts';
import { fleetFrom, randomFleetGraphs, randomFleets } from '../../helpers/random-fleets.ts';
import { randomUpdates } from '../../helpers/random-updates.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

const budgets = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 5, maxLength: 5 });

function layerSets({ closure, layers }: Grouping): string[] {
  const sets = layers.map(({ members }) =>
    Array.from(members, (path) => closure.storePaths[path]!)
      .sort()
      .join(' '),
  );
  return sets.sort();
}

function expectPartitions(images: readonly FleetImage[], groupings: readonly Grouping[]): void {
  groupings.forEach((grouping, image) => {
    const { closure, budget } = images[image]!;
    expect(grouping.layers.length).toBeLessThanOrEqual(budget);
    const paths = grouping.layers.flatMap(({ members }) => [...members]).sort((a, b) => a - b);
    expect(paths).toEqual([...closure.storePaths.keys()]);
  });
}

function groupingsOf(images: readonly FleetImage[], options = {}): Grouping[] {
  const grouped = groupFleet(images, options).images;
  expect(grouped.map(({ name }) => name)).toEqual(images.map(({ name }) => name));
  return grouped.map(({ grouping }) => grouping);
}

test('after an update every image is a partition of its own closure, within its budget', () => {
  checkProperty(
    fc.tuple(fc.array(randomUpdates, { minLength: 1, maxLength: 3 }), budgets),
    ([updates, most]) => {
      const [older, newer] = (['older', 'newer'] as const).map((age) =>
        updates.map((update, image) => ({
          name: `image${image}`,
          closure: closureFrom(update[age]),
          budget: most[image]!,
        })),
      ) as [FleetImage[], FleetImage[]];
      const before = groupingsOf(older);
      // the last image is new, and budgets change
      const images = newer.map((image, index) => ({
        ...image,
        budget: most[index + 1]!,
        ...(index + 1 < newer.length || newer.length === 1
          ? { previous: parsePrevious(namesJson(before[index]!)) }
          : {}),
      }));
      expectPartitions(images, groupingsOf(images));
    },
  );
});

/** Fleets with what each image had before: layers of the same paths, of others, or none. */
const fleetsWithPrevious = fc.record({
  graphs: randomFleetGraphs,
  before: budgets,
  after: budgets,
  had: fc.array(fc.constantFrom('same', 'others', 'none'), { minLength: 5, maxLength: 5 }),
});
type FleetWithPrevious =
  typeof fleetsWithPrevious extends fc.Arbitrary<infer Fleet> ? Fleet : never;

/** @param form of what `namesJson` wrote of before */
function imagesWithPrevious(
  { graphs, before, after, had }: FleetWithPrevious,
  form = (names: string) => names,
): readonly FleetImage[] {
  const earlier = groupingsOf(fleetFrom(graphs, before)).map(namesJson);
  return fleetFrom(graphs, after).map((image, at) => {
    const names = had[at] === 'others' ? earlier[at]!.replaceAll('-', '_') : earlier[at]!;
    return had[at] === 'none' ? image : { ...image, previous: parsePrevious(form(names)) };
  });
}

test('whatever images had before, each is a partition of its own closure, within its budget', () => {
  checkProperty(fleetsWithPrevious, (fleet) => {
    const images = imagesWithPrevious(fleet);
    expectPartitions(images, groupingsOf(images));
  });
});

test('names alone, before or fixed, count as the builds that the images have of them', () => {
  checkProperty(fc.tuple(fleetsWithPrevious, fc.boolean()), ([fleet, isFixed]) => {
    const grouped = (form: (names: string) => string) => {
      const images = imagesWithPrevious(fleet, form);
      const [fixed] = groupingsOf(fleetFrom(fleet.graphs, fleet.before)).map(namesJson);
      const options = isFixed ? { fixed: [parsePrevious(form(fixed!))] } : {};
      return groupingsOf(images, options).map(layersJson);
    };
    const namesAlone = (names: string) => names.replaceAll(/ \w{8}"/g, '"');
    expect(grouped(namesAlone)).toEqual(grouped((names) => names));
  });
});

test('images of the same store paths have the same layers', () => {
  checkProperty(fc.tuple(randomFleetGraphs, budgets), ([graphs, most]) => {
    const { graph } = graphs[0]!;
    const twins = ['a', 'b', 'c'].map((name) => ({ name, graph }));
    const images = fleetFrom(twins, [most[0]!, most[0]!, most[0]!]);
    const [a, b, c] = groupingsOf(images).map(layerSets);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });
});

test('a byte counts once in each place unless weights say otherwise', () => {
  checkProperty(
    randomFleets,
    (images) => {
      const weights = { storage: 1, updates: 1, pulls: 1 };
      const written = groupingsOf(images, { weights }).map(layersJson);
      expect(groupingsOf(images).map(layersJson)).toEqual(written);
    },
    50,
  );
});

test('a grouping of a fleet says which it is', () => {
  const [alone] = groupingsOf([{ name: 'web', closure: web, budget: 16 }]);
  expect(alone).toMatchObject({ strategy: 'expected-pull', budget: 16 });
  expect(alone!.revision).toBeGreaterThanOrEqual(1);
});

const web = parseClosure(fixtureText('web.attrs.json'));
const api = parseClosure(fixtureText('api.attrs.json'));
const git = parseClosure(fixtureText('git.attrs.json'));

test('a fixed image keeps its layers, and others take them over', () => {
  const [alone] = groupingsOf([{ name: 'web', closure: web, budget: 16 }]);
  const fixed = parsePrevious(namesJson(alone!));
  const fixedSets = new Set(layerSets(alone!));
  const shared = (images: Grouping[]) =>
    layerSets(images[0]!).filter((layer) => layer.includes(' ') && fixedSets.has(layer));
  const image = { name: 'api', closure: api, budget: 16 };
  const without = shared(groupingsOf([image]));
  const withFixed = shared(groupingsOf([image], { fixed: [fixed] }));
  expect(withFixed.length).toBeGreaterThan(without.length);
});

test('an image that joins leaves the layers of the others as they are', () => {
  const before = groupingsOf([
    { name: 'api', closure: api, budget: 16 },
    { name: 'web', closure: web, budget: 16 },
  ]);
  const after = groupingsOf([
    { name: 'api', closure: api, budget: 16, previous: parsePrevious(namesJson(before[0]!)) },
    { name: 'git', closure: git, budget: 16 },
    { name: 'web', closure: web, budget: 16, previous: parsePrevious(namesJson(before[1]!)) },
  ]);
  expect(layerSets(after[0]!)).toEqual(layerSets(before[0]!));
  expect(layerSets(after[2]!)).toEqual(layerSets(before[1]!));
});

test('an image takes over no layer of small paths before its own are placed', () => {
  const closure = closureFrom(
    drawGraph('app', 'app 9000000 > lib a b', 'lib 90000000', 'a 10', 'b 20'),
  );
  const images = ['[["app"], ["lib", "a", "b"]]', '[["lib"]]'].map((previous, image) => ({
    ...{ name: `image${image}`, closure, budget: 1 },
    previous: parsePrevious(previous),
  }));
  expectPartitions(images, groupingsOf(images));
});

test('closures that contradict each other are refused', () => {
  const small = closureFrom(drawGraph('a', 'a 5 > b', 'b 3'));
  const other = { ...small, narSizes: Float64Array.from(small.narSizes, (size) => size + 1) };
  expect(() =>
    groupFleet([
      { name: 'one', closure: small, budget: 2 },
      { name: 'two', closure: other, budget: 2 },
    ]),
  ).toThrow(/narSize/);
});
