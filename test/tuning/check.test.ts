import { describe, expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { check } from '../../src/tuning/check.ts';
import { type CheckConfig, parseCheckConfig } from '../../src/tuning/check-config.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

// at budget 3, by size: 100 bytes alone, 50 bytes alone, three paths of 10 bytes together
const closure = closureFrom(
  drawGraph(
    'app-1.0',
    'app-1.0 100 > openssl-3.0.14 glibc-2.40 perl-5.40',
    ...['openssl-3.0.14 50', 'glibc-2.40 10', 'perl-5.40 10 > a+b-1', 'a+b-1 10'],
  ),
);
const grouping = groupLayers(closure, { strategy: 'largest', budget: 3 });
const updates = [
  { pulled: 70, floor: 10, excess: 0.25 },
  { pulled: 110, floor: 20, excess: 0.1234 },
];

const found = (config: CheckConfig) => check(grouping, config, updates).findings;

describe('a limit', () => {
  test.each<[keyof CheckConfig, number, number, string]>([
    ['maxLayers', 3, 2, '"maxLayers": 3'],
    ['maxLargestShare', 100 / 180, 0.5555, '"maxLargestShare": 0.556'],
    ['maxPulledBytes', 110, 109, '"maxPulledBytes": 110'],
    ['maxPullExcess', 0.25, 0.2499, '"maxPullExcess": 0.25'],
  ])('%s is obeyed at %d, and broken at %d', (rule, limit, less, accept) => {
    expect(found({ [rule]: limit })).toEqual([]);
    expect(found({ [rule]: less })).toMatchObject([{ rule, accept }]);
  });

  test('on layers is obeyed with that budget', () => {
    const [finding] = found({ maxLayers: 2 });
    expect(finding!.fix).toBe('"budget": 2');
  });

  test('of 0 is a limit', () => {
    const config = { maxLargestShare: 0, maxPulledBytes: 0, maxPullExcess: 0 };
    expect(found(config).length).toBe(3);
  });
});

describe('alone', () => {
  test.each([
    [['app'], []],
    [['app-1.0', 'openssl'], []],
    [['glibc'], ['glibc-2.40 shares its layer with 2 other store paths']],
    [['glibc-2.40'], ['glibc-2.40 shares its layer with 2 other store paths']],
    [['glib'], ['glib must have a layer of its own, but is not in the closure']],
    [['__proto__'], ['__proto__ must have a layer of its own, but is not in the closure']],
  ])('%j: %j', (alone, messages) => {
    expect(found({ alone }).map(({ message }) => message)).toEqual(messages);
  });
});

test('a path that shares its layer with one other is told so', () => {
  const two = closureFrom(drawGraph('a', 'a 1 > b', 'b 1'));
  const together = groupLayers(two, { budget: 1 });
  const { findings } = check(together, { alone: ['a', 'gone'] }, []);
  expect(findings.map(({ message }) => message)).toEqual([
    'a shares its layer with 1 other store path',
    'gone must have a layer of its own, but is not in the closure',
  ]);
});

test('the line that accepts what is not alone keeps what is', () => {
  const [{ accept } = { accept: '' }] = found({ alone: ['app', 'glibc', 'openssl'] });
  expect(accept).toBe('"alone": ["app","openssl"]');
});

describe('forbidden', () => {
  test.each<[string[], string[], string[]]>([
    [['perl'], [], ['perl-5.40']],
    [['perl-5.40'], [], ['perl-5.40']],
    [['perl-5.4'], [], []],
    [['per'], [], []],
    [['p*'], [], ['perl-5.40']],
    [['*.*'], [], ['app-1.0', 'glibc-2.40', 'openssl-3.0.14', 'perl-5.40']],
    [['*'], ['*l*'], ['a+b-1', 'app-1.0']],
    [['g.*'], [], []],
    [['a*b'], [], ['a+b-1']],
    [['('], [], []],
  ])('%j but %j: %j', (forbidden, allowed, names) => {
    expect(found({ forbidden, allowed }).map(({ message }) => message)).toEqual(
      names.map((name) => `${name} is in the closure`),
    );
  });
});

test('with the lines that accept findings everything passes', () => {
  const config: CheckConfig = {
    maxLayers: 1,
    maxLargestShare: 0.1,
    maxPulledBytes: 1,
    maxPullExcess: 0.1,
    alone: ['app', 'glibc', 'perl', 'gone'],
    forbidden: ['*ssl', 'p*', 'a\\*b', 'a*'],
    allowed: ['app'],
  };
  const findings = found(config);
  expect(new Set(findings.map(({ rule }) => rule)).size).toBe(6);
  const lines = [...new Set(findings.map(({ accept }) => accept))];
  expect(lines.length).toBe(6);
  const accepted = parseCheckConfig(`{${lines.join(',')}}`);
  expect(found({ ...config, ...accepted })).toEqual([]);
});

test('without an update, rules on updates are reported as unchecked', () => {
  const config = { maxPulledBytes: 0, maxPullExcess: 0, maxLayers: 3, alone: [] };
  expect(check(grouping, config, [])).toEqual({
    checked: ['maxLayers', 'alone'],
    unchecked: ['maxPulledBytes', 'maxPullExcess'],
    findings: [],
  });
});
