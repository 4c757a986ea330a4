import { expect, test } from 'vitest';
import { csrFromLists } from '../../src/graph/csr.ts';
import { findCycle } from '../../src/graph/find-cycle.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { acyclicLists, anyLists } from '../helpers/random-lists.ts';
import { chain } from '../helpers/shapes.ts';
import { reachable } from '../helpers/slow-graph.ts';

test('an acyclic graph has none', () => {
  checkProperty(acyclicLists, (lists) => {
    expect(findCycle(csrFromLists(lists))).toEqual([]);
  });
});

test('a cycle is a chain of edges from its smallest vertex back to it, without a repeated vertex', () => {
  checkProperty(anyLists, (lists) => {
    const cyclic = lists.some((targets, v) => targets.some((t) => reachable(lists, t).has(v)));
    const cycle = findCycle(csrFromLists(lists));
    expect(cycle.length > 0).toBe(cyclic);
    const once = cycle.slice(1);
    once.forEach((target, place) => {
      expect(lists[cycle[place]!]).toContain(target);
    });
    expect(new Set(once).size).toBe(once.length);
    expect(cycle[0]).toBe(cyclic ? Math.min(...once) : undefined);
    expect(cycle.at(-1)).toBe(cycle[0]);
  });
});

test('a loop is a cycle of one', () => {
  expect(findCycle(csrFromLists([[1], [1]]))).toEqual([1, 1]);
});

test('a cycle of 100 000 is found whole', () => {
  const lists = chain(100_000);
  lists[99_999]!.push(0);
  const cycle = findCycle(csrFromLists(lists));
  expect(cycle.length).toBe(100_001);
  expect(cycle.slice(0, 3)).toEqual([0, 1, 2]);
});
