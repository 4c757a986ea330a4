import { largestFirst } from '../largest-first.ts';
import { layerCost } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/** Closures of at most so many paths are refined. */
export const REFINE_MOST = 12;

/** A saving of less than this part of the cost is none. */
const NOTHING = 1e-12;

/**
 * Steepest descent on the exact cost, for closures of at most REFINE_MOST paths: a few wrong moves
 * are a large part of the whole there, and rounded sizes buy no stability.
 *
 * From several partitions, the best of all moves is made until none saves anything: relocate one
 * path or one cut of a layer, swap two paths, cut two layers anew, or merge two and cut a third.
 * Ties go to the earlier start and the earlier move. Layers are bit masks, their costs remembered;
 * some thousand evaluations a step at 12 paths.
 *
 * @returns what makes of a partition one of as many layers, by their first paths
 */
export function smallRefiner(
  model: PullModel,
): (layers: readonly (readonly number[])[]) => number[][] {
  const space = partitionSpace(model);
  return (layers) => refine(space, model, layers);
}

function refine(
  space: PartitionSpace,
  model: PullModel,
  layers: readonly (readonly number[])[],
): number[][] {
  const found = layers.map((paths) => paths.reduce((mask, path) => mask | (1 << path), 0));
  const starts = [
    found,
    cheapestMerges(space, layers.length),
    largestAlone(model, layers.length),
    ...dearestCuts(space, layers.length),
  ];
  let best = descend(space, starts[0]!);
  for (const start of starts.slice(1)) {
    const other = descend(space, start);
    if (totalCost(space, other) < totalCost(space, best) * (1 - NOTHING)) {
      best = other;
    }
  }
  return best.toSorted((a, b) => (a & -a) - (b & -b)).map(pathsOf);
}

/** Layers as bit masks over a few paths. */
interface PartitionSpace {
  readonly n: number;
  /** The closure of each path. */
  readonly closures: Int32Array;
  readonly cost: (layer: number) => number;
  /** The parts that a layer is cut by: one or two paths, and what lies in a path's closure or not. */
  readonly cutsOf: (layer: number) => readonly number[];
}

function partitionSpace(model: PullModel): PartitionSpace {
  const closures = closureMasks(model);
  const costs = new Float64Array(2 ** model.n).fill(Number.NaN);
  costs[0] = 0;
  const cost = (layer: number): number => {
    if (Number.isNaN(costs[layer]!)) {
      costs[layer] = layerCost(model, pathsOf(layer)).cost;
    }
    return costs[layer]!;
  };
  const cuts = new Map<number, readonly number[]>();
  const cutsOf = (layer: number): readonly number[] => {
    const known = cuts.get(layer) ?? cutsBy(closures, layer);
    cuts.set(layer, known);
    return known;
  };
  return { n: model.n, closures, cost, cutsOf };
}

function closureMasks({ n, upwards, references }: PullModel): Int32Array {
  const closures = new Int32Array(n);
  for (const path of upwards) {
    closures[path] = 1 << path;
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      closures[path]! |= closures[references.targets[edge]!]!;
    }
  }
  return closures;
}

function cutsBy(closures: Int32Array, layer: number): number[] {
  const paths = pathsOf(layer);
  const cuts = paths.flatMap((path) => {
    const inside = layer & closures[path]!;
    const pairs = paths.filter((other) => other > path).map((other) => (1 << path) | (1 << other));
    const closureCut = inside === 1 << path ? [] : [inside];
    return [1 << path, ...closureCut, ...pairs, layer & ~inside];
  });
  return cuts.filter((cut) => cut !== layer && cut !== 0);
}

/** Makes the move that saves most, again and again. */
function descend(space: PartitionSpace, start: readonly number[]): readonly number[] {
  for (let layers = start; ; ) {
    const next = bestMove(space, layers);
    if (next === undefined) {
      return layers;
    }
    layers = next;
  }
}

/** The partition one move away that costs least; undefined where none costs less. */
function bestMove(space: PartitionSpace, layers: readonly number[]): number[] | undefined {
  const { cost, cutsOf } = space;
  let most = NOTHING * totalCost(space, layers);
  let best: number[] | undefined;
  // two layers change, or three
  const consider = (
    placeA: number,
    newA: number,
    placeB: number,
    newB: number,
    placeC = -1,
    newC = 0,
  ): void => {
    const third = placeC < 0 ? 0 : cost(layers[placeC]!) - cost(newC);
    const saved = cost(layers[placeA]!) + cost(layers[placeB]!) - cost(newA) - cost(newB) + third;
    if (saved > most) {
      most = saved;
      best = layers.slice();
      best[placeA] = newA;
      best[placeB] = newB;
      if (placeC >= 0) {
        best[placeC] = newC;
      }
    }
  };
  layers.forEach((a, placeA) => {
    layers.forEach((b, placeB) => {
      if (placeA === placeB) {
        return;
      }
      for (const cut of cutsOf(a)) {
        consider(placeA, a & ~cut, placeB, b | cut);
      }
      if (placeB < placeA) {
        return;
      }
      for (const x of pathsOf(a)) {
        for (const y of pathsOf(b)) {
          consider(placeA, (a & ~(1 << x)) | (1 << y), placeB, (b & ~(1 << y)) | (1 << x));
        }
      }
      for (const cut of cutsOf(a | b)) {
        consider(placeA, (a | b) & ~cut, placeB, cut);
      }
      layers.forEach((c, placeC) => {
        for (const cut of placeC === placeA || placeC === placeB ? [] : cutsOf(c)) {
          consider(placeA, a | b, placeB, cut, placeC, c & ~cut);
        }
      });
    });
  });
  return best;
}

/** A start: the merges that cost least, from single paths on. */
function cheapestMerges({ n, cost }: PartitionSpace, count: number): number[] {
  const layers = Array.from({ length: n }, (_, path) => 1 << path);
  while (layers.length > count) {
    let least = Number.POSITIVE_INFINITY;
    let [keep, drop] = [0, 1];
    layers.forEach((a, placeA) => {
      for (let placeB = placeA + 1; placeB < layers.length; placeB++) {
        const b = layers[placeB]!;
        const rise = cost(a | b) - cost(a) - cost(b);
        if (rise < least) {
          least = rise;
          [keep, drop] = [placeA, placeB];
        }
      }
    });
    layers[keep]! |= layers[drop]!;
    layers.splice(drop, 1);
  }
  return layers;
}

/** A start: the largest paths alone, the others together. */
function largestAlone({ narSizes }: PullModel, count: number): number[] {
  const masks = Array.from(largestFirst(narSizes), (path) => 1 << path);
  const rest = masks.slice(count - 1).reduce((layer, path) => layer | path, 0);
  return [...masks.slice(0, count - 1), rest];
}

/** Starts: all paths together, or one path or its closure apart, cut where that saves most. */
function dearestCuts(space: PartitionSpace, count: number): number[][] {
  const { n, closures } = space;
  const all = 2 ** n - 1;
  const firsts = new Set([
    0,
    ...Array.from(closures, (closure, path) => [1 << path, closure]).flat(),
  ]);
  return [...firsts]
    .map((first) => (first === 0 || first === all ? [all] : [all & ~first, first]))
    .filter((layers) => layers.length <= count)
    .map((layers) => cutInto(space, layers, count));
}

function cutInto(
  { cost, cutsOf }: PartitionSpace,
  start: readonly number[],
  count: number,
): number[] {
  const layers = start.slice();
  while (layers.length < count) {
    let most = Number.NEGATIVE_INFINITY;
    let [place, part] = [0, 0];
    layers.forEach((layer, at) => {
      for (const cut of cutsOf(layer)) {
        const saved = cost(layer) - cost(cut) - cost(layer & ~cut);
        if (saved > most) {
          most = saved;
          [place, part] = [at, cut];
        }
      }
    });
    layers[place]! &= ~part;
    layers.push(part);
  }
  return layers;
}

function totalCost({ cost }: PartitionSpace, layers: readonly number[]): number {
  return layers.reduce((sum, layer) => sum + cost(layer), 0);
}

/** The paths of a bit mask, ascending. */
function pathsOf(mask: number): number[] {
  const paths: number[] = [];
  for (let left = mask; left !== 0; left &= left - 1) {
    paths.push(31 - Math.clz32(left & -left));
  }
  return paths;
}
