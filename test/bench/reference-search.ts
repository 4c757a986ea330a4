import { seededNumbers } from '../helpers/seeded-numbers.ts';
import type { CostOfPart } from './greedy-partitions.ts';

/** What to search for, and how long. */
export interface ReferenceSearch {
  /** How many vertices there are to part. */
  readonly n: number;
  /** The most parts. */
  readonly budget: number;
  readonly costOf: CostOfPart;
  /** n lists of vertices with which each may go well. */
  readonly related: readonly ArrayLike<number>[];
  /** n weights: half of the moves are of vertices by their weight. */
  readonly weights: ArrayLike<number>;
  /** Partitions to start from. */
  readonly starts: readonly (readonly (readonly number[])[])[];
  /** Random moves from each start, and from the best in each round after that. */
  readonly moves: number;
  readonly seed: number;
}

/** A partition, and what it costs. */
export interface Parting {
  readonly parts: readonly (readonly number[])[];
  readonly cost: number;
}

/** What a move may add to the cost at first, as a part of the whole: little keeps what is good. */
const THRESHOLD = 1 / 500;

/** The same in the rounds from the best: more gets out of a valley that few vertices are in. */
const LATER_THRESHOLDS = [1 / 100, 1 / 30];

/**
 * The best partition that a long search finds: from each start, and then from the best twice,
 * random moves (a vertex to another part, two vertices exchanged, two parts merged and a third split),
 * each taken if it adds less than a threshold that falls to 0 (threshold accepting, Dueck & Scheuer
 * 1990); then descent by the best move of each vertex, and by merging two parts to let one vertex go.
 * Is never worse than a start. The same for the same seed. O(moves + n · budget) costs of parts.
 */
export function searchReference(search: ReferenceSearch): Parting {
  const { starts, seed } = search;
  const next = seededNumbers(seed);
  let best: Parting | undefined;
  const rounds = [...starts.map(() => THRESHOLD), ...LATER_THRESHOLDS];
  rounds.forEach((threshold, round) => {
    const state = partingState(search, starts[round] ?? best!.parts);
    descend(search, state);
    best = better(best, state);
    wander(search, state, threshold, next);
    descend(search, state);
    best = better(best, state);
  });
  return best!;
}

/** A partition that is being changed; parts may be empty. */
interface State {
  readonly parts: number[][];
  readonly costs: number[];
  readonly partOf: Int32Array;
}

function partingState(
  { n, budget, costOf }: ReferenceSearch,
  start: readonly (readonly number[])[],
): State {
  const parts = Array.from({ length: budget }, (_, part) => [...(start[part] ?? [])]);
  const partOf = new Int32Array(n);
  parts.forEach((members, part) => {
    for (const vertex of members) {
      partOf[vertex] = part;
    }
  });
  return { parts, costs: parts.map(costOf), partOf };
}

function better(best: Parting | undefined, { parts, costs }: State): Parting {
  const cost = costs.reduce((sum, one) => sum + one, 0);
  return best !== undefined && best.cost <= cost
    ? best
    : { parts: parts.filter(({ length }) => length > 0).map((members) => [...members]), cost };
}

/** Replaces some parts by others of the same vertices if that adds no more than this to the cost. */
function replace(
  costOf: CostOfPart,
  { parts, costs, partOf }: State,
  changed: readonly (readonly [part: number, members: number[]])[],
  most: number,
): boolean {
  const newCosts = changed.map(([, members]) => costOf(members));
  const added = changed.reduce((sum, [part], at) => sum + newCosts[at]! - costs[part]!, 0);
  if (!(added <= most)) {
    return false;
  }
  changed.forEach(([part, members], at) => {
    parts[part] = members;
    costs[part] = newCosts[at]!;
    for (const vertex of members) {
      partOf[vertex] = part;
    }
  });
  return true;
}

function wander(
  search: ReferenceSearch,
  state: State,
  firstThreshold: number,
  next: () => number,
): void {
  const { n, budget, costOf, related, moves } = search;
  const { parts, costs, partOf } = state;
  const draw = weightedDraw(search.weights, next);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  for (let move = 0; move < moves; move++) {
    const left = 1 - move / moves;
    const threshold = total * firstThreshold * left * left * left;
    const vertex = next() % 2 === 0 ? draw() : next() % n;
    const from = partOf[vertex]!;
    const near = related[vertex]!;
    const isNear = near.length > 0 && next() % 2 === 0;
    const to = isNear ? partOf[near[next() % near.length]!]! : next() % budget;
    const kind = next() % 8;
    if (from === to) {
      continue;
    }
    if (kind < 5) {
      replace(costOf, state, moved(state, vertex, to), threshold);
    } else if (kind < 7 && parts[to]!.length > 0) {
      const other = parts[to]![next() % parts[to]!.length]!;
      const here = [...parts[from]!.filter((one) => one !== vertex), other];
      const there = [...parts[to]!.filter((one) => one !== other), vertex];
      replace(
        costOf,
        state,
        [
          [from, here],
          [to, there],
        ],
        threshold,
      );
    } else {
      const third = partOf[draw()]!;
      if (third !== from && third !== to && parts[third]!.length > 1) {
        const isOut = parts[third]!.map(() => next() % 2 === 0);
        const merged = [...parts[from]!, ...parts[to]!];
        const stays = parts[third]!.filter((_, at) => !isOut[at]);
        const goes = parts[third]!.filter((_, at) => isOut[at]);
        replace(
          costOf,
          state,
          [
            [from, merged],
            [to, goes],
            [third, stays],
          ],
          threshold,
        );
      }
    }
  }
}

/** Numbers of vertices at random, each as often as its weight has it. */
function weightedDraw(weights: ArrayLike<number>, next: () => number): () => number {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let vertex = 0; vertex < weights.length; vertex++) {
    sum += weights[vertex]!;
    sums[vertex] = sum;
  }
  return () => {
    const place = (next() / 2 ** 32) * sum;
    let [low, high] = [0, weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = sums[middle]! > place ? [low, middle] : [middle + 1, high];
    }
    return low;
  };
}

function moved({ parts, partOf }: State, vertex: number, to: number): [number, number[]][] {
  const from = partOf[vertex]!;
  return [
    [from, parts[from]!.filter((one) => one !== vertex)],
    [to, [...parts[to]!, vertex]],
  ];
}

/** Moves that save less than this part of the whole end the descent. */
const LEAST_SAVED = 1e-9;

function descend(search: ReferenceSearch, state: State): void {
  const { n, costOf } = search;
  const least = LEAST_SAVED * state.costs.reduce((sum, cost) => sum + cost, 0);
  for (let again = true; again; ) {
    again = false;
    for (let vertex = 0; vertex < n; vertex++) {
      const to = bestTarget(search, state, vertex);
      again = (to !== -1 && replace(costOf, state, moved(state, vertex, to), -least)) || again;
    }
    again = mergeForRoom(search, state, least) || again;
  }
}

/** The part to which moving the vertex saves most; −1 if moving saves nothing. */
function bestTarget({ costOf }: ReferenceSearch, state: State, vertex: number): number {
  const { parts, costs, partOf } = state;
  const from = partOf[vertex]!;
  const saved = costs[from]! - costOf(parts[from]!.filter((one) => one !== vertex));
  let [best, most] = [-1, 0];
  let triedEmpty = false;
  parts.forEach((members, to) => {
    if (to !== from && !(members.length === 0 && triedEmpty)) {
      triedEmpty ||= members.length === 0;
      const saving = saved + costs[to]! - costOf([...members, vertex]);
      if (saving > most) {
        [best, most] = [to, saving];
      }
    }
  });
  return best;
}

/** Merges the two parts that cost least together, for the vertex that saves most when alone. */
function mergeForRoom({ n, costOf }: ReferenceSearch, state: State, least: number): boolean {
  const { parts, costs, partOf } = state;
  let [freed, most] = [-1, 0];
  for (let vertex = 0; vertex < n; vertex++) {
    const members = parts[partOf[vertex]!]!;
    if (members.length > 1) {
      const rest = members.filter((one) => one !== vertex);
      const saving = costs[partOf[vertex]!]! - costOf(rest) - costOf([vertex]);
      if (saving > most) {
        [freed, most] = [vertex, saving];
      }
    }
  }
  if (freed === -1) {
    return false;
  }
  const from = partOf[freed]!;
  let pair: [number, number] | undefined;
  for (let a = 0; a < parts.length; a++) {
    for (let b = a + 1; b < parts.length; b++) {
      if (a !== from && b !== from) {
        const added = costOf([...parts[a]!, ...parts[b]!]) - costs[a]! - costs[b]!;
        if (added < most) {
          [pair, most] = [[a, b], added];
        }
      }
    }
  }
  if (pair === undefined) {
    return false;
  }
  const [a, b] = pair;
  const rest = parts[from]!.filter((one) => one !== freed);
  const merged = [...parts[a]!, ...parts[b]!];
  return replace(
    costOf,
    state,
    [
      [a, merged],
      [b, [freed]],
      [from, rest],
    ],
    -least,
  );
}
