import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csrFromLists } from '../../src/graph/csr.ts';
import { dominatorTree } from '../../src/graph/dominator-tree.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { NAMED_GRAPHS } from '../helpers/named-closures.ts';
import { acyclicLists } from '../helpers/random-lists.ts';
import { chain, comb, fan, ladder, layered, stackedDiamonds } from '../helpers/shapes.ts';
import { slowDominators } from '../helpers/slow-graph.ts';
import { closureFrom } from '../helpers/store-graph.ts';

function sources(lists: readonly (readonly number[])[]): number[] {
  const referred = new Set(lists.flat());
  return [...lists.keys()].filter((v) => !referred.has(v));
}

test('the immediate dominators are those of the definition, under any roots', () => {
  const rooted = fc.tuple(acyclicLists, fc.array(fc.nat(25), { maxLength: 5 }));
  checkProperty(
    rooted,
    ([lists, more]) => {
      const roots = [...sources(lists), ...more.filter((v) => v < lists.length)];
      const n = lists.length;
      expect([...dominatorTree(csrFromLists(lists), roots)]).toEqual([
        ...slowDominators(lists, roots),
        n,
      ]);
    },
    1_000,
  );
});

test('the figure of Lengauer and Tarjan', () => {
  const { names, references, roots } = closureFrom(NAMED_GRAPHS['Lengauer–Tarjan']);
  const tree = dominatorTree(references, roots);
  const pairs = names.map((name, v) => `${names[tree[v]!] ?? 'image root'} > ${name}`);
  expect(pairs).toEqual([
    ...['R > A', 'R > B', 'R > C', 'R > D', 'B > E', 'C > F', 'C > G', 'R > H', 'C > I', 'G > J'],
    ...['R > K', 'D > L', 'image root > R'],
  ]);
});

test('no vertices, and the root dominates itself', () => {
  expect([...dominatorTree(csrFromLists([]), [])]).toEqual([0]);
});

const n = 100_002;
test.each([
  ['chain', chain, (v: number) => v - 1],
  ['comb', comb, (v: number) => (v === n - 1 ? 0 : v % 2 === 0 ? v - 2 : v - 1)],
  ['ladder', ladder, (v: number) => (v % 2 === 0 ? v - 2 : v === 1 ? 0 : 0)],
  ['fan', fan, () => 0],
  ['stack of diamonds', stackedDiamonds, (v: number) => (v % 3 === 0 ? v - 3 : v - (v % 3))],
] as const)('the dominators of a %s of 100 002 vertices', (_, shape, expected) => {
  const tree = dominatorTree(csrFromLists(shape(n)), [0]);
  const wrong = Array.from({ length: n - 1 }, (_, i) => i + 1).filter(
    (v) => tree[v] !== expected(v),
  );
  expect(wrong).toEqual([]);
});

test('in rows that refer to the whole next row, only the artificial root dominates', () => {
  const tree = dominatorTree(csrFromLists(layered(n)), [0, 1, 2, 3]);
  expect(tree.every((dominator) => dominator === n)).toBe(true);
});
