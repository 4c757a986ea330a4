import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Cluster,
  changeProbabilityOf,
  clusterOf,
  costOf,
  mostWeightAt,
  unite,
} from '../../../src/layers/cost/cluster.ts';
import type { CostModel } from '../../../src/layers/cost/cost-model.ts';
import { partTogether, rise, riseAlike } from '../../../src/layers/cost/rise.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

/** A model, and two disjoint sets of its paths. */
const pairs = randomModels(26)
  .filter(({ model }) => model.n > 1)
  .chain(({ model }) =>
    fc
      .array(fc.nat(2), { minLength: model.n, maxLength: model.n })
      .map((parts) => ({ model, sets: [0, 1].map((part) => pathsOf(parts, part)) })),
  )
  .filter(({ sets }) => sets.every((paths) => paths.length > 0));

function pathsOf(parts: readonly number[], part: number): number[] {
  return [...parts.keys()].filter((path) => parts[path] === part);
}

const near = (found: number, expected: number): boolean =>
  Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

test('two clusters united are the cluster of their paths', () => {
  checkProperty(pairs, ({ model, sets }) => {
    const [a, b] = sets.map((paths) => clusterOf(model, paths, model.narSizes)) as [
      Cluster,
      Cluster,
    ];
    const { size, saved, ...union } = unite(model, [a, b], partTogether(model, a, b));
    const expected = clusterOf(model, [...a.paths, ...b.paths], model.narSizes);
    expect(union).toEqual({ ...union, ...expected, size: undefined, saved: undefined } as never);
    expect(near(size, expected.size) && near(saved, expected.saved)).toBe(true);
  });
});

test('a rise is what the union that nobody shares costs more, or infinite over the limit', () => {
  checkProperty(fc.tuple(pairs, fc.double({ min: 0, max: 2, noNaN: true })), ([of, times]) => {
    const { model, sets } = of;
    const [a, b] = sets.map((paths) => clusterOf(model, paths, model.narSizes)) as [
      Cluster,
      Cluster,
    ];
    const exact = costOf(model, unite(model, [a, b], 0)) - costOf(model, a) - costOf(model, b);
    const found = rise(model, a, b, Number.POSITIVE_INFINITY);
    expect(Math.abs(found - exact)).toBeLessThanOrEqual(1e-9 * (a.size + b.size + 1));
    expect(rise(model, b, a, Number.POSITIVE_INFINITY)).toBe(found);
    const limited = rise(model, a, b, found * times);
    expect([found, Number.POSITIVE_INFINITY]).toContain(limited);
    if (times >= 1) {
      expect(limited).toBe(found);
    }
  });
});

test('clusters that are not held alike never merge alike; others rise by updates and the risk', () => {
  checkProperty(pairs, ({ model, sets }) => {
    const [a, b] = sets.map((paths) => clusterOf(model, paths, model.narSizes)) as [
      Cluster,
      Cluster,
    ];
    const found = riseAlike(model, a, b, Number.POSITIVE_INFINITY);
    const part = partTogether(model, a, b);
    if (part === 0) {
      expect(found).toBe(Number.POSITIVE_INFINITY);
      return;
    }
    const { changeProbability } = unite(model, [a, b], part);
    const risk = (cluster: Cluster): number =>
      cluster.paths.length === 1 ? 0.1 * cluster.saved : 0;
    const added = (cluster: Cluster): number =>
      cluster.size * (changeProbability - cluster.changeProbability) + risk(cluster);
    expect(Math.abs(found - added(a) - added(b))).toBeLessThanOrEqual(1e-9 * (a.size + b.size + 1));
  });
});

test('the scale makes up for events that were left out', () => {
  const model = { weightScale: 2 } as CostModel;
  expect(changeProbabilityOf(model, 512)).toBe(1 / 2);
  expect(mostWeightAt(model, 1 / 2)).toBeCloseTo(512, 3);
});
