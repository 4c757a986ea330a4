import { expect, test } from 'vitest';
import { csrFromLists, successors, vertexCount } from '../../src/graph/csr.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { anyLists } from '../helpers/random-lists.ts';

test('a graph has the successors that it was made from', () => {
  checkProperty(anyLists, (lists) => {
    const graph = csrFromLists(lists);
    expect(vertexCount(graph)).toBe(lists.length);
    expect(lists.map((_, v) => [...successors(graph, v)])).toEqual(lists);
  });
});

test('a graph may have no vertices', () => {
  expect(vertexCount(csrFromLists([]))).toBe(0);
});
