import fc from 'fast-check';
import { SHAPES } from './shapes.ts';

/** Adjacency lists without edges, to which random edges are added. */
const bare = (n: number): number[][] => Array.from({ length: n }, () => []);

/** Acyclic adjacency lists of varied shape, every edge from a lower to a higher vertex. */
export const orderedLists: fc.Arbitrary<number[][]> = fc
  .record({
    shape: fc.constantFrom(bare, ...Object.values(SHAPES)),
    n: fc.integer({ min: 1, max: 26 }),
    extra: fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { maxLength: 40 }),
  })
  .map(({ shape, n, extra }) => {
    const lists = shape(n).map((targets) => new Set(targets));
    for (const [a, b] of extra) {
      if (a !== b && Math.max(a, b) < n) {
        lists[Math.min(a, b)]!.add(Math.max(a, b));
      }
    }
    return lists.map((targets) => [...targets]);
  });

/** Acyclic adjacency lists with vertices numbered at random. */
export const acyclicLists: fc.Arbitrary<number[][]> = orderedLists.chain((lists) => {
  const vertices = [...lists.keys()];
  return fc
    .shuffledSubarray(vertices, { minLength: vertices.length })
    .map((numbers) =>
      vertices.map((v) => lists[numbers.indexOf(v)]!.map((target) => numbers[target]!)),
    );
});

/** Adjacency lists, often with cycles, parallel edges and loops. */
export const anyLists: fc.Arbitrary<number[][]> = fc
  .tuple(acyclicLists, fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { maxLength: 4 }))
  .map(([lists, extra]) => {
    for (const [from, to] of extra) {
      if (Math.max(from, to) < lists.length) {
        lists[from]!.push(to);
      }
    }
    return lists;
  });
