import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cluster, clusterOf } from '../../../src/layers/cost/cluster.ts';
import type { CostModel } from '../../../src/layers/cost/cost-model.ts';
import { riseByCost } from '../../../src/layers/cost/rise.ts';
import { hintedPaths, layersNeeded } from '../../../src/layers/hints/hints.ts';
import { repairLayers } from '../../../src/layers/previous/repair-layers.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

/** Layers of some paths, a fresh grouping of all, which layers did not change, and what is to be alone. */
const cases = randomModels(20).chain(({ model }) => {
  const each = { minLength: model.n, maxLength: model.n };
  return fc
    .record({
      inherited: fc.array(fc.integer({ min: -1, max: 4 }), each),
      fresh: fc.array(fc.nat(4), each),
      apart: fc.array(fc.nat(9), each),
      stakes: fc.array(fc.constantFrom(0, 1), { minLength: 5, maxLength: 5 }),
      budget: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ inherited, fresh, apart, stakes, budget }) => {
      const alone = [...apart.keys()].filter((path) => apart[path] === 0);
      const setsOf = (numbers: readonly number[]) => [
        ...[0, 1, 2, 3, 4]
          .map((number) =>
            [...numbers.keys()].filter((at) => numbers[at] === number && apart[at] !== 0),
          )
          .filter((paths) => paths.length > 0),
        ...alone.filter((path) => numbers[path]! >= 0).map((path) => [path]),
      ];
      const found = alone.length === 0 ? [] : [{ kind: 'alone' as const, glob: '', paths: alone }];
      const layers = setsOf(inherited);
      const unchanged = new Set(layers.filter((_, at) => stakes[at % 5] === 1).map(String));
      const hinted = hintedPaths(found);
      return {
        ...{ model, hinted, layers, fresh: setsOf(fresh) },
        budget: Math.max(budget, layersNeeded(hinted, model.n)),
        atStake: ({ paths, size }: Cluster) => (unchanged.has(String(paths)) ? size : 0),
      };
    });
});

const clusterOfPaths = (model: CostModel, paths: readonly number[]) =>
  clusterOf(
    model,
    [...paths].sort((a, b) => a - b),
    model.narSizes,
  );

/** What joining two layers costs: eight updates, and their bytes now where they would have stayed. */
const joinPrice = (
  { model, atStake }: { model: CostModel; atStake: (layer: Cluster) => number },
  a: Cluster,
  b: Cluster,
): number => 8 * riseByCost(model, a, b) + atStake(a) + atStake(b);

const keyOf = (paths: readonly number[]) => [...paths].sort((a, b) => a - b).join();

test('all paths are in layers of the budget, and what is to be alone is alone', () => {
  checkProperty(cases, ({ model, hinted, layers, fresh, budget, atStake }) => {
    const made = repairLayers({ model, hinted, atStake }, layers, fresh, budget);
    expect(made.length).toBeLessThanOrEqual(budget);
    expect(made.flatMap(({ paths }) => paths).sort((a, b) => a - b)).toEqual([
      ...model.narSizes.keys(),
    ]);
    for (const { paths } of made) {
      expect([...paths].sort((a, b) => a - b)).toEqual(paths);
      expect(paths.length === 1 || !paths.some((path) => hinted.apart.has(path))).toBe(true);
    }
  });
});

test('while the budget allows more no part of the fresh grouping is left that pays to split off', () => {
  checkProperty(cases, ({ model, hinted, layers, fresh, budget, atStake }) => {
    const made = repairLayers({ model, hinted, atStake }, layers, fresh, budget);
    fc.pre(made.length < budget);
    for (const layer of made) {
      for (const members of fresh) {
        const part = layer.paths.filter((path) => members.includes(path));
        const rest = layer.paths.filter((path) => !members.includes(path));
        if (part.length > 0 && rest.length > 0) {
          const [a, b] = [part, rest].map((paths) => clusterOfPaths(model, paths));
          const saved = 8 * riseByCost(model, a!, b!) - atStake(layer);
          expect(saved).toBeLessThanOrEqual(1e-6 * (1 + layer.size));
        }
      }
    }
  });
});

test('a new path joins where that costs least, or gets its own layer where there is one left', () => {
  checkProperty(
    cases,
    (of) => {
      const { model, hinted, layers, fresh, atStake } = of;
      const single = model.n - 1;
      const inherited = layers
        .map((paths) => paths.filter((path) => path !== single))
        .filter((paths) => paths.length > 0);
      const others = [...model.narSizes.keys()].filter((path) => path !== single);
      const placed = new Set(inherited.flat());
      fc.pre(inherited.length > 0 && others.every((path) => placed.has(path)));
      for (const more of hinted.apart.has(single) ? [1] : [0, 1]) {
        const budget = Math.max(inherited.length + more, layersNeeded(hinted, model.n));
        const made = repairLayers({ model, hinted, atStake }, inherited, fresh, budget);
        const cluster = clusterOfPaths(model, [single]);
        const prices = inherited.map((paths) =>
          hinted.apart.has(single) || hinted.apart.has(paths[0]!)
            ? Number.POSITIVE_INFINITY
            : joinPrice(of, clusterOfPaths(model, paths), cluster),
        );
        const least = Math.min(...prices);
        // splits may follow where layers are left
        if (budget === inherited.length && least < Number.POSITIVE_INFINITY) {
          const joined = inherited[prices.indexOf(least)]!;
          expect(made.map(({ paths }) => keyOf(paths))).toContain(keyOf([...joined, single]));
        } else if (least >= 0) {
          expect(made.map(({ paths }) => keyOf(paths))).toContain(keyOf([single]));
        }
      }
    },
    80,
  );
});

test('the cheapest merge is made where one layer is too many', () => {
  checkProperty(
    cases,
    (of) => {
      const { model, hinted, layers, fresh, atStake } = of;
      const mergeable = layers.filter((paths) => !hinted.apart.has(paths[0]!));
      fc.pre(layers.flat().length === model.n && mergeable.length > 1);
      const made = repairLayers({ model, hinted, atStake }, layers, fresh, layers.length - 1);
      const known = new Set(layers.map(keyOf));
      const [merged, ...others] = made.filter(({ paths }) => !known.has(keyOf(paths)));
      expect(others).toEqual([]);
      const clusters = mergeable.map((paths) => clusterOfPaths(model, paths));
      const prices = clusters.flatMap((a, at) =>
        clusters.slice(at + 1).map((b) => ({ price: joinPrice(of, a, b), a, b })),
      );
      const least = Math.min(...prices.map(({ price }) => price));
      const found = prices.find(
        ({ a, b }) => keyOf([...a.paths, ...b.paths]) === keyOf(merged!.paths),
      );
      expect(found!.price - least).toBeLessThanOrEqual(1e-6 * (1 + merged!.size));
    },
    80,
  );
});

test('new paths that a hint keeps together go to one layer', () => {
  checkProperty(
    randomModels(20),
    ({ model }) => {
      fc.pre(model.n > 3);
      const all = [...model.narSizes.keys()];
      const [old, together] = [all.slice(0, -3), all.slice(-3)];
      const hinted = hintedPaths([{ kind: 'together', glob: '', paths: together }]);
      const made = repairLayers({ model, hinted, atStake: () => 0 }, [old], [old, together], 4);
      const holding = made.filter(({ paths }) => paths.some((path) => together.includes(path)));
      expect(holding).toHaveLength(1);
    },
    50,
  );
});
