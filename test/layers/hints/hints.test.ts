import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Closure } from '../../../src/closure/closure.ts';
import { nameMatcher } from '../../../src/closure/name-matcher.ts';
import { parseClosure } from '../../../src/closure/parse-closure.ts';
import { InputError } from '../../../src/input/input-error.ts';
import type { Base } from '../../../src/layers/base/base.ts';
import { groupLayers, prepareGrouping, prepareOther } from '../../../src/layers/group-layers.ts';
import type { Grouping } from '../../../src/layers/grouping.ts';
import type { Hints } from '../../../src/layers/hints/hints.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';
import { STRATEGY_NAMES } from '../../../src/layers/strategy-names.ts';
import { layersJson, namesJson } from '../../../src/report/grouping-json.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectGrouping } from '../../helpers/expect-grouping.ts';
import { fixtureText } from '../../helpers/fixture.ts';
import { randomUpdates } from '../../helpers/random-updates.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

/** Globs of a closure: names, names without version, patterns and store paths. */
function globsOf({ names, storePaths }: Closure): fc.Arbitrary<readonly string[]> {
  const path = fc.nat(names.length - 1);
  const glob = fc.oneof(
    path.map((at) => names[at]!),
    path.map((at) => `${names[at]!.slice(0, 2)}*`),
    path.map((at) => storePaths[at]!),
    path.map((at) => `*/*-${names[at]}`),
  );
  return fc.oneof(fc.constant([]), fc.uniqueArray(glob, { maxLength: 2 }));
}

const hintedUpdates = randomUpdates
  .map(({ older, newer }) => ({ old: closureFrom(older), now: closureFrom(newer) }))
  .chain(({ old, now }) =>
    fc.record({
      ...{ old: fc.constant(old), now: fc.constant(now) },
      hints: fc.record({
        alone: globsOf(now),
        together: globsOf(now),
        volatile: globsOf(now),
        stable: globsOf(now),
      }),
    }),
  );

const settings = fc.record({
  budget: fc.integer({ min: 1, max: 30 }),
  strategy: fc.constantFrom(...STRATEGY_NAMES),
  layerOverhead: fc.constantFrom(0, 0, 1e5, 1e12),
  withPrevious: fc.boolean(),
  /** Layers of a base that holds every so many paths; none for 0. */
  held: fc.record({ every: fc.constantFrom(0, 0, 2, 5), layers: fc.integer({ min: 0, max: 3 }) }),
  reserve: fc.constantFrom(0, 2),
  counts: fc.constantFrom(
    undefined,
    new Map([
      ['glibc', 30],
      ['openssl', 3],
    ] as const),
  ),
});

function expectObeyed({ closure, layers }: Grouping, { alone, together }: Hints): void {
  const matching = (glob: string) => {
    const isMatch = nameMatcher([glob]);
    return [...closure.names.keys()].filter((path) =>
      isMatch(closure.names[path]!, closure.storePaths[path]),
    );
  };
  const layerOf = (path: number) => layers.find(({ members }) => members.includes(path))!;
  for (const path of (alone ?? []).flatMap(matching)) {
    expect([...layerOf(path).members]).toEqual([path]);
  }
  for (const glob of together ?? []) {
    expect(new Set(matching(glob).map(layerOf)).size).toBe(1);
  }
}

/** A base of some of the paths of a closure. */
function baseOf({ storePaths }: Closure, every: number, layers: number): Base {
  return { storePaths: new Set(storePaths.filter((_, path) => path % every === 0)), layers };
}

test('hints hold in every result, whatever else is asked for, or are refused', () => {
  let tried = 0;
  let held = 0;
  checkProperty(
    fc.tuple(hintedUpdates, settings),
    ([{ old, now, hints }, drawn]) => {
      const { budget: left, counts, withPrevious, held: inBase, ...others } = drawn;
      const base = inBase.every > 0 ? baseOf(now, inBase.every, inBase.layers) : undefined;
      const budget = left + others.reserve + (base?.layers ?? 0);
      const popularity = counts && { images: 30, counts };
      const previous = withPrevious
        ? parsePrevious(namesJson(prepareGrouping(old, { ...others, popularity }).at(budget)))
        : undefined;
      tried++;
      try {
        const options = { ...others, ...hints, popularity, previous, base, budget };
        const grouping = groupLayers(now, options);
        expectGrouping(grouping, grouping.closure, budget);
        expect(grouping.layers.length).toBeLessThanOrEqual(left);
        expectObeyed(grouping, hints);
        held++;

        const again = parsePrevious(layersJson(grouping));
        expect(namesJson(groupLayers(now, { ...options, previous: again }))).toBe(
          namesJson(grouping),
        );
      } catch (error) {
        if (!(error instanceof InputError)) {
          throw error;
        }
      }
    },
    400,
  );
  expect(held).toBeGreaterThan(tried / 4);
});

test('what is kept together for certain or set apart leaves the rest to the strategy', () => {
  const closure = parseClosure(fixtureText('git.attrs.json'));
  for (const budget of [8, 16, 40]) {
    const { layers } = groupLayers(closure, { budget, alone: ['git', 'perl*'] });
    expect(layers).toHaveLength(budget);
  }
});

const closure = closureFrom(
  drawGraph(
    'app-1.0',
    'app-1.0 9000000 > lib-a-1 lib-b-2 libc-2',
    ...['lib-a-1 800000 > libc-2', 'lib-b-2 700000 > libc-2', 'libc-2 9000000'],
  ),
);

describe('refused, naming both and the paths, is', () => {
  test.each<[string, Hints, string]>([
    ['what matches nothing', { alone: ['gone*'] }, 'alone "gone*": matches no store path'],
    ['an empty glob', { stable: [''] }, 'stable "": matches no store path'],
    ['a glob that is too long', { stable: ['a'.repeat(70_000)] }, 'matches no store path'],
    [
      'alone and together',
      { alone: ['libc'], together: ['lib*'] },
      'alone "libc" and together "lib*": both match libc-2',
    ],
    [
      'together twice',
      { together: ['lib-a*', 'lib-?'] },
      'together "lib-a*" and together "lib-?": both match lib-a-1',
    ],
    [
      'volatile and stable',
      { volatile: ['{app,libc}'], stable: ['*c*'] },
      'volatile "{app,libc}" and stable "*c*": both match libc-2',
    ],
    [
      'more layers than the budget',
      { alone: ['lib-*', 'libc'] },
      'alone "lib-*", alone "libc": 3 layers of their own (lib-a-1, lib-b-2, libc-2), and one for the other store paths, expected at most 3 by the budget',
    ],
  ])('%s', (_, hints, message) => {
    const refused = () => groupLayers(closure, { ...hints, budget: 3 });
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });
});

describe('with a base, hints', () => {
  const libc = closure.storePaths[closure.names.indexOf('libc-2')]!;
  const options = { base: { storePaths: new Set([libc]), layers: 2 }, reserve: 1 };

  test('are of what it does not hold', () => {
    expect(() => groupLayers(closure, { ...options, alone: ['libc'] })).toThrow(
      'alone "libc": matches no store path that is not in the base',
    );
    const { hinted } = prepareGrouping(closure, { ...options, together: ['lib*'] });
    expect(hinted.found[0]!.paths).toHaveLength(2);
    expect(prepareOther(closure, { ...options, alone: ['libc'] }).hinted.found).toEqual([]);
  });

  test('need layers besides its own', () => {
    const { leastBudget, at } = prepareGrouping(closure, { ...options, alone: ['lib*'] });
    expect(leastBudget).toBe(6);
    expect(at(6).layers).toHaveLength(3);
    expect(() => at(5)).toThrow('expected at most 2 by the budget');
    expect(() => at(3)).toThrow(RangeError);
  });
});

test('an older graph or another image need not contain what hints are about', () => {
  expectObeyed(prepareOther(closure, { alone: ['libc', 'gone'] }).at(2), { alone: ['libc'] });
});

test('what is volatile changes more often, with all above it, and what is stable more rarely', () => {
  const chance = (hints: Hints, name: string) => {
    const { layers } = groupLayers(closure, hints);
    const path = closure.names.indexOf(name);
    return layers.find(({ members }) => members.includes(path))!.changeProbability;
  };
  for (const name of ['lib-a-1', 'app-1.0']) {
    expect(chance({ volatile: ['lib-a'] }, name)).toBeGreaterThan(0.4);
    expect(chance({ stable: ['lib-a'] }, name)).toBeLessThan(chance({}, name));
  }
  expect(chance({ volatile: ['lib-a'] }, 'lib-b-2')).toBe(chance({}, 'lib-b-2'));
});

test('what is volatile leaves the layers of others', () => {
  const libraries = closureFrom(
    drawGraph('app-1', 'app-1 9000000 > a-1 b-1 c-1', 'a-1 300000', 'b-1 600000', 'c-1 700000'),
  );
  const names = (hints: Hints) =>
    groupLayers(libraries, { ...hints, budget: 3 }).layers.map(({ members }) =>
      Array.from(members, (path) => libraries.names[path]),
    );
  expect(names({})).toContainEqual(['a-1', 'b-1']);
  expect(names({ volatile: ['a'] })).toContainEqual(['b-1', 'c-1']);
});
