import { describe, expect, test } from 'vitest';
import { parseClosure } from '../../../src/closure/parse-closure.ts';
import { InputError } from '../../../src/input/input-error.ts';
import { groupLayers, prepareGrouping, prepareOther } from '../../../src/layers/group-layers.ts';
import type { Hints } from '../../../src/layers/hints/hints.ts';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { expectObeyed } from '../../helpers/expect-obeyed.ts';
import { fixtureText } from '../../helpers/fixture.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

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
    [
      'more layers than the budget, besides other hints',
      { alone: ['*'], stable: ['libc'] },
      'alone "*": 4 layers of their own (app-1.0, lib-a-1, lib-b-2, libc-2), expected at most 3 by the budget',
    ],
  ])('%s', (_, hints, message) => {
    const refused = () => groupLayers(closure, { ...hints, budget: 3 });
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });
});

test('a path may have hints that do not contradict each other', () => {
  const hints = { alone: ['lib-a', 'lib-?'], volatile: ['lib-a'], stable: ['lib-b', 'lib-b*'] };
  expectObeyed(groupLayers(closure, { ...hints, budget: 3 }), hints);
  const together = { together: ['lib-*'], volatile: ['lib-a'], stable: ['lib-b'] };
  expectObeyed(groupLayers(closure, { ...together, budget: 3 }), together);
});

test('of many paths five are named', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const many = closureFrom(drawGraph(names.join(' '), ...names.map((name) => `${name} 1`)));
  const refused = (glob: string) => () => groupLayers(many, { alone: [glob], budget: 1 });
  expect(refused('*')).toThrow('7 layers of their own (a, b, c, d, e and 2 more), expected');
  expect(refused('[a-f]')).toThrow('(a, b, c, d, e and 1 more), and one');
  expect(refused('[a-e]')).toThrow('5 layers of their own (a, b, c, d, e), and one');
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

test('a large rare path that is volatile is changed by every second update', () => {
  const single = closureFrom(drawGraph('app', 'app 9000000'));
  const chance = (hints: Hints) => groupLayers(single, hints).layers[0]!.changeProbability;
  expect(chance({ volatile: ['app'] })).toBe(1 / 2);
  expect(chance({})).toBe(1 / 65);
  expect(chance({ stable: ['app'] })).toBe(1 / 1025);
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
