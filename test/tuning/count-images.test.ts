import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithOutput } from '../../src/closure/name-parts.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { plainPopularity } from '../../src/layers/popularity-data.ts';
import { popularityJson } from '../../src/report/popularity-json.ts';
import { addCounts } from '../../src/tuning/add-counts.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { countReferences } from '../../src/tuning/count-references.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom, digestOf, type StoreGraph } from '../helpers/store-graph.ts';

const NAMES = ['a-1.0', 'a-2.0', 'a-2.0-dev', '__proto__', 'constructor', '10', '9'];

const storePath = fc
  .tuple(fc.nat(2), fc.constantFrom(...NAMES))
  .map(([build, name]) => `/nix/store/${digestOf(`${build} ${name}`)}-${name}`);

function imageOf(...paths: readonly string[]): StoreGraph {
  return { roots: paths, entries: paths.map((path) => ({ path, narSize: 1, references: [] })) };
}

/** Images that have names and builds in common, some of them several builds of one name. */
const images = fc.array(
  fc.uniqueArray(storePath, { minLength: 1, maxLength: 8 }).map((paths) => imageOf(...paths)),
  { maxLength: 6 },
);

const count = (graphs: readonly StoreGraph[]) => countImages(graphs.map(closureFrom));

test('a count is how many images hold the very path that one of them has, on average', () => {
  checkProperty(images, (graphs) => {
    const found = count(graphs);
    expect(found.images).toBe(graphs.length);
    const paths = graphs.flatMap(({ entries }) => entries.map(({ path }) => path));
    const keyOf = (path: string) => nameWithOutput(path.slice(44));
    expect([...found.counts.keys()]).toEqual([...new Set(paths.map(keyOf))].sort());
    for (const [key, likely] of found.counts) {
      const held = paths.filter((path) => keyOf(path) === key);
      const holders = held.map((path) => paths.filter((other) => other === path).length);
      expect(likely).toBeCloseTo(holders.reduce((a, b) => a + b) / held.length, 9);
      expect(likely).toBeGreaterThanOrEqual(1);
      expect(likely).toBeLessThanOrEqual(graphs.length);
    }
  });
});

test('images with another build share nothing, and outputs are counted by themselves', () => {
  const [some, other] = ['1', '2'].map((digit) => `/nix/store/${digit.repeat(32)}-openssl-3.0.14`);
  const found = count([
    imageOf(some!, `${some}-dev`),
    imageOf(some!),
    imageOf(some!),
    imageOf(other!),
  ]);
  expect(Object.fromEntries(found.counts)).toEqual({ openssl: 10 / 4, 'openssl-dev': 1 });
});

test('the order of images does not matter', () => {
  const orders = images.chain((graphs) =>
    fc.tuple(fc.constant(graphs), fc.shuffledSubarray(graphs, { minLength: graphs.length })),
  );
  checkProperty(orders, ([graphs, other]) => {
    expect(popularityJson(count(other))).toBe(popularityJson(count(graphs)));
  });
});

test('counting two times and adding is counting once', () => {
  checkProperty(fc.tuple(images, images), ([some, others]) => {
    const sum = addCounts([count(some), count(others)]);
    const both = count([...some, ...others]);
    expect(sum).toEqual(both);
    expect(popularityJson(sum)).toBe(popularityJson(both));
  });
});

test('what is written is read as it was, whatever was added', () => {
  const plain = fc.array(fc.tuple(fc.constantFrom(...NAMES, 'a', 'unknown'), fc.nat(40)));
  checkProperty(fc.tuple(images, fc.option(plain)), ([graphs, counts]) => {
    const some = count(graphs);
    const data = counts === null ? some : addCounts([some, plainPopularity(new Map(counts))]);
    const file = popularityJson(data);
    expect(parsePopularity(file)).toEqual(data);
    expect(popularityJson(parsePopularity(file))).toBe(file);
  });
});

test('plain counts are of a build that nothing else is known of', () => {
  const plain = plainPopularity(new Map([['a', 6]]));
  const path = `/nix/store/${digestOf('a')}-a-1.0`;
  const sum = addCounts([plain, count([imageOf(path), imageOf(path)])]);
  expect(sum.images).toBe(8);
  expect([...sum.counts]).toEqual([['a', 40 / 8]]);
  expect(addCounts([sum, plain]).counts.get('a')).toBe((144 + 4) / 14);
});

test('a sum stays a number that can be read back', () => {
  const most = plainPopularity(new Map([['a', Number.MAX_SAFE_INTEGER]]));
  const sum = addCounts([most, most]);
  expect(sum.images).toBe(Number.MAX_SAFE_INTEGER);
  expect(parsePopularity(popularityJson(sum))).toEqual(sum);
});

test('references: the store paths of all images that refer to a name, each once', () => {
  const someTwice = fc
    .tuple(fc.array(randomGraphs, { maxLength: 3 }), fc.nat(2))
    .map(([graphs, twice]) => [...graphs, ...graphs.slice(0, twice)]);
  checkProperty(someTwice, (graphs) => {
    const edges = new Set(
      graphs.flatMap(({ entries }) =>
        entries.flatMap(({ path, references }) =>
          references.filter((target) => target !== path).map((target) => `${path} ${target}`),
        ),
      ),
    );
    const targets = [...edges].map((edge) => edge.split(' ')[1]!.slice(44));
    const expected = [...new Set(targets)]
      .sort()
      .map((name) => [name, targets.filter((target) => target === name).length] as const)
      .filter(([, referrers]) => referrers > 1);
    const found = countReferences(graphs.map(closureFrom));
    expect([...found.counts]).toEqual(expected);
    expect(found.images).toBe(Math.max(1, ...expected.map(([, referrers]) => referrers)));
  });
});
