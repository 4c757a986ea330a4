import { expect, test } from 'vitest';
import { csrFromLists, successors, transpose, vertexCount } from '../../src/graph/csr.ts';
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

test('every edge is reversed, and predecessors are ascending', () => {
  checkProperty(anyLists, (lists) => {
    const turned = transpose(csrFromLists(lists));
    const predecessors = lists.map((_, v) =>
      lists.flatMap((targets, from) => targets.filter((target) => target === v).map(() => from)),
    );
    expect(lists.map((_, v) => [...successors(turned, v)])).toEqual(predecessors);
  });
});
