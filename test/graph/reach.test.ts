import { expect, test } from 'vitest';
import { csrFromLists } from '../../src/graph/csr.ts';
import { reach } from '../../src/graph/reach.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { anyLists } from '../helpers/random-lists.ts';
import { chain } from '../helpers/shapes.ts';
import { reachable } from '../helpers/slow-graph.ts';

test('exactly the vertices with a walk from the starts are marked', () => {
  checkProperty(anyLists, (lists) => {
    const starts = [0, lists.length >> 1];
    const expected = new Set(starts.flatMap((start) => [...reachable(lists, start)]));
    const reached = reach(csrFromLists(lists), starts);
    expect([...reached]).toEqual(lists.map((_, v) => Number(expected.has(v))));
  });
});

test('without starts nothing is reached', () => {
  expect([...reach(csrFromLists([[1], []]), [])]).toEqual([0, 0]);
});

test('a chain of 100 000 is walked to its end', () => {
  expect(reach(csrFromLists(chain(100_000)), [0]).every((mark) => mark === 1)).toBe(true);
});
