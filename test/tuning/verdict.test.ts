import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareGrouping } from '../../src/layers/group-layers.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { verdictOf } from '../../src/tuning/verdict.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const fallingPulls = fc
  .array(fc.nat(1000), { minLength: 127, maxLength: 127 })
  .map((pulls) => pulls.sort((a, b) => b - a));

test('of a falling curve the very smallest budget is found', () => {
  checkProperty(
    fc.record({ pulls: fallingPulls, target: fc.constantFrom(0, 0.05, 0.5, 3) }),
    ({ pulls, target }) => {
      const { enough, best } = verdictOf((budget) => pulls[budget - 1]!, 94, target);
      expect(best.expectedPull).toBe(pulls[126]);
      expect(enough.budget).toBe(1 + pulls.findIndex((pull) => pull <= pulls[126]! * (1 + target)));
    },
    200,
  );
});

test.each(['web', 'git', 'api', 'db', 'jvm'])('so it is of the real curve of %s', (name) => {
  const prepared = prepareGrouping(closureFrom(fixtureGraph(name)));
  const pulls = Array.from(
    { length: 127 },
    (_, index) => summarize(prepared.at(index + 1)).expectedPull,
  );
  for (const target of [0.01, 0.05, 0.2]) {
    const { enough, best } = verdictOf((budget) => pulls[budget - 1]!, 94, target);
    expect(best.expectedPull / Math.min(...pulls)).toBeLessThan(1.00001);
    const limit = best.expectedPull * (1 + target);
    expect(enough.budget).toBe(1 + pulls.findIndex((pull) => pull <= limit));
  }
});

test('few budgets are looked at, each once', () => {
  const asked: number[] = [];
  const pull = (budget: number) => {
    asked.push(budget);
    return 1000 - budget;
  };
  const { chosen, nixpkgs } = verdictOf(pull, 200, 0.05);
  expect([chosen.budget, nixpkgs.budget]).toEqual([200, 100]);
  expect(chosen.overBest).toBeLessThan(0);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeLessThanOrEqual(14);
});

test('where no update pulls anything, one layer is enough', () => {
  expect(verdictOf(() => 0, 94, 0.05).enough).toEqual({ budget: 1, expectedPull: 0, overBest: 0 });
});
