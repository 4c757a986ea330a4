import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closureSums } from '../../src/graph/closure-sums.ts';
import { csrFromLists } from '../../src/graph/csr.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { acyclicLists } from '../helpers/random-lists.ts';
import { chain, comb, ladder, layered, stackedDiamonds } from '../helpers/shapes.ts';
import { reachable } from '../helpers/slow-graph.ts';

function slowSum(lists: readonly number[][], vertex: number, weights: Float64Array): number {
  return [...reachable(lists, vertex)].reduce((sum, other) => sum + weights[other]!, 0);
}

test('the sum of a vertex counts everything that it reaches once', () => {
  const weighted = acyclicLists.chain((lists) =>
    fc.tuple(
      fc.constant(lists),
      fc.array(fc.oneof(fc.constant(0), fc.nat(2 ** 30)), {
        minLength: lists.length,
        maxLength: lists.length,
      }),
    ),
  );
  checkProperty(weighted, ([lists, numbers]) => {
    const weights = Float64Array.from(numbers, (number) => number * 2 ** 18);
    expect([...closureSums(csrFromLists(lists), weights)]).toEqual(
      lists.map((_, v) => slowSum(lists, v, weights)),
    );
  });
});

test.each([2_047, 2_048, 2_049, 5_000])('%i vertices are summed across blocks', (n) => {
  const lists = comb(n).map((targets, v) => (v * 7 < n && v > 0 ? [...targets, v * 7] : targets));
  const weights = Float64Array.from(lists, (_, v) => v % 5);
  const sums = closureSums(csrFromLists(lists), weights);
  for (const v of [0, 1, 2, 31, 32, 33, n >> 1, n - 2, n - 1]) {
    expect(sums[v]).toBe(slowSum(lists, v, weights));
  }
});

test('what lies across blocks is summed for each of three chains alone, and for what is above all', () => {
  const n = 6_200;
  const lists = Array.from({ length: n }, (_, v) => (v + 3 < n ? [v + 3] : []));
  lists[0] = [1, 2, 3];
  const sums = closureSums(csrFromLists(lists), new Float64Array(n).fill(1));
  expect([...sums]).toEqual(lists.map((_, v) => (v === 0 ? n : Math.ceil((n - v) / 3))));
});

test.each([
  ['chain', chain, 100_000],
  ['comb', comb, 100_000],
  ['ladder', ladder, 100_000],
  ['stack of diamonds', stackedDiamonds, 100_000],
  ['layered graph', layered, 100_000],
] as const)('in a %s of 100 000 vertices the first reaches all', (_, shape, n) => {
  const graph = csrFromLists(shape(n));
  const sums = closureSums(graph, new Float64Array(n).fill(3));
  expect(sums[0]).toBeGreaterThanOrEqual(3 * (n - 3));
  expect(sums[n - 1]).toBe(3);
});
