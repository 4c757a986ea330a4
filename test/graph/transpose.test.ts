import { expect, test } from 'vitest';
import { csrFromLists, successors } from '../../src/graph/csr.ts';
import { transpose } from '../../src/graph/transpose.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { anyLists } from '../helpers/random-lists.ts';

test('every edge is reversed, and predecessors are ascending', () => {
  checkProperty(anyLists, (lists) => {
    const turned = transpose(csrFromLists(lists));
    const predecessors = lists.map((_, v) =>
      lists.flatMap((targets, from) => targets.filter((target) => target === v).map(() => from)),
    );
    expect(lists.map((_, v) => [...successors(turned, v)])).toEqual(predecessors);
  });
});
