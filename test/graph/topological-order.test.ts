import { expect, test } from 'vitest';
import { csrFromLists } from '../../src/graph/csr.ts';
import { topologicalOrder } from '../../src/graph/topological-order.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { acyclicLists, anyLists } from '../helpers/random-lists.ts';
import { SHAPES } from '../helpers/shapes.ts';
import { reachable } from '../helpers/slow-graph.ts';

test('each vertex occurs once, before its successors', () => {
  checkProperty(acyclicLists, (lists) => {
    const order = [...topologicalOrder(csrFromLists(lists))];
    expect(order.toSorted((a, b) => a - b)).toEqual([...lists.keys()]);
    lists.forEach((targets, v) => {
      for (const target of targets) {
        expect(order.indexOf(v)).toBeLessThan(order.indexOf(target));
      }
    });
  });
});

test('exactly the vertices that a cycle reaches are left out', () => {
  checkProperty(anyLists, (lists) => {
    const onCycle = lists.flatMap((targets, v) =>
      targets.some((target) => reachable(lists, target).has(v)) ? [v] : [],
    );
    const afterCycle = new Set(onCycle.flatMap((v) => [...reachable(lists, v)]));
    const order = [...topologicalOrder(csrFromLists(lists))];
    expect(order.toSorted((a, b) => a - b)).toEqual(
      [...lists.keys()].filter((v) => !afterCycle.has(v)),
    );
  });
});

test.each(Object.entries(SHAPES))('a %s of 100 000 is ordered', (_, shape) => {
  const lists = shape(100_000);
  const position = new Uint32Array(lists.length);
  topologicalOrder(csrFromLists(lists)).forEach((v, place) => {
    position[v] = place;
  });
  const wrong = lists.findIndex((targets, v) => targets.some((t) => position[t]! <= position[v]!));
  expect(wrong).toBe(-1);
});
