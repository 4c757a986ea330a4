/** Adjacency lists of about `n` vertices in which every edge leads from a lower to a higher vertex. */
export type Shape = (n: number) => number[][];

const within = (n: number, listOf: (vertex: number) => readonly number[]): number[][] =>
  Array.from({ length: n }, (_, vertex) => listOf(vertex).filter((target) => target < n));

/** 0 → 1 → 2 → … */
export const chain: Shape = (n) => within(n, (v) => [v + 1]);

/** A spine of the even vertices, a tooth of odd ones on each, all teeth joined at the last vertex. */
export const comb: Shape = (n) =>
  within(n, (v) => (v % 2 === 0 ? [v + 1, v + 2] : [n - 1])).map((list, v) =>
    list.filter((target) => target > v),
  );

/** Two rails, the even and the odd vertices, and a rung from each even vertex to the next odd one. */
export const ladder: Shape = (n) => within(n, (v) => (v % 2 === 0 ? [v + 1, v + 2] : [v + 2]));

/** 0 → 1, 2, 3, … */
export const fan: Shape = (n) =>
  within(n, (v) => (v === 0 ? Array.from({ length: n - 1 }, (_, i) => i + 1) : []));

/** Diamonds tip to tip: the number of walks doubles with each. */
export const stackedDiamonds: Shape = (n) =>
  within(n, (v) => [[v + 1, v + 2], [v + 2], [v + 1]][v % 3]!);

/** Rows of four, each vertex referring to the whole next row. */
export const layered: Shape = (n) =>
  within(n, (v) => [4, 5, 6, 7].map((step) => v - (v % 4) + step));

export const SHAPES = { chain, comb, ladder, fan, stackedDiamonds, layered } as const;
