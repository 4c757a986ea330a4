import { layerCost } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';

/**
 * Steepest descent on the exact cost for closures of at most REFINE_MOST paths, where a few wrong moves are a large part of the
 * whole and rounding buys no stability: from several partitions, the best of all moves that
 * relocate one path or two, swap two, or merge two layers and free one path or one cut of a layer in their stead, until none saves anything.
 *
 * Layers are bit masks, their costs remembered. Cost: O(moves) evaluations per step, some thousands at 12 paths.
 * Ties go to the earlier start and the earlier move; a saving below NOTHING of the cost is none.
 */
export const REFINE_MOST = 12;
const NOTHING = 1e-12;

export function refineSmall(model: PullModel, layers: readonly (readonly number[])[]): number[][] {
  const { n } = model;
  const costs = new Map<number, number>();
  const pathsOf = (mask: number): number[] => {
    const paths: number[] = [];
    for (let i = 0; i < n; i++) {
      if ((mask >> i) & 1) {
        paths.push(i);
      }
    }
    return paths;
  };
  const cost = (mask: number): number => {
    if (mask === 0) {
      return 0;
    }
    let known = costs.get(mask);
    if (known === undefined) {
      known = layerCost(model, pathsOf(mask)).cost;
      costs.set(mask, known);
    }
    return known;
  };
  const total = (masks: readonly number[]): number =>
    masks.reduce((sum, mask) => sum + cost(mask), 0);

  // ways to cut a layer in two: one or two paths from the rest, or what lies in one path's closure from the rest
  const below = new Int32Array(n);
  for (const path of model.upwards) {
    let mask = 1 << path;
    const end = model.references.offsets[path + 1]!;
    for (let e = model.references.offsets[path]!; e < end; e++) {
      mask |= below[model.references.targets[e]!]!;
    }
    below[path] = mask;
  }
  const cutsOf = (mask: number): number[] => {
    const cuts: number[] = [];
    const paths = pathsOf(mask);
    for (const path of paths) {
      cuts.push(1 << path);
      const inside = mask & below[path]!;
      if (inside !== mask && inside !== 1 << path) {
        cuts.push(inside);
      }
      for (const other of paths) {
        if (other > path) {
          cuts.push((1 << path) | (1 << other));
        }
      }
      const beside = mask & ~below[path]!;
      if (beside !== 0) {
        cuts.push(beside);
      }
    }
    return cuts.filter((cut) => cut !== mask);
  };

  const descend = (start: readonly number[]): number[] => {
    let masks = start.slice();
    for (;;) {
      let gain = NOTHING * total(masks);
      let next: number[] | undefined;
      const consider = (a: number, b: number, newA: number, newB: number): void => {
        const saved = cost(masks[a]!) + cost(masks[b]!) - cost(newA) - cost(newB);
        if (saved <= gain) {
          return;
        }
        gain = saved;
        next = masks.slice();
        next[a] = newA;
        next[b] = newB;
      };
      for (let a = 0; a < masks.length; a++) {
        const maskA = masks[a]!;
        for (let b = 0; b < masks.length; b++) {
          if (a === b) {
            continue;
          }
          const maskB = masks[b]!;
          for (const cut of cutsOf(maskA)) {
            consider(a, b, maskA & ~cut, maskB | cut);
          }
          if (b < a) {
            continue;
          }
          for (const x of pathsOf(maskA)) {
            for (const y of pathsOf(maskB)) {
              consider(a, b, (maskA & ~(1 << x)) | (1 << y), (maskB & ~(1 << y)) | (1 << x));
            }
          }
          const both = maskA | maskB;
          for (const cut of cutsOf(both)) {
            consider(a, b, both & ~cut, cut);
          }
          const merging = cost(both) - cost(maskA) - cost(maskB);
          for (let c = 0; c < masks.length; c++) {
            if (c === a || c === b) {
              continue;
            }
            const maskC = masks[c]!;
            for (const cut of cutsOf(maskC)) {
              const saved = cost(maskC) - cost(cut) - cost(maskC & ~cut) - merging;
              if (saved <= gain) {
                continue;
              }
              gain = saved;
              next = masks.slice();
              next[a] = both;
              next[b] = cut;
              next[c] = maskC & ~cut;
            }
          }
        }
      }
      if (next === undefined) {
        return masks;
      }
      masks = next;
    }
  };

  // starts: what was found, cheapest merges first on the exact cost, the largest alone,
  // and one layer cut down by the dearest cuts, from the start or after setting one path or its closure apart
  const starts: number[][] = [
    layers.map((paths) => paths.reduce((mask, path) => mask | (1 << path), 0)),
  ];
  const merged = Array.from({ length: n }, (_, i) => 1 << i);
  while (merged.length > layers.length) {
    let least = Number.POSITIVE_INFINITY;
    let pair: [number, number] = [0, 1];
    for (let a = 0; a < merged.length; a++) {
      for (let b = a + 1; b < merged.length; b++) {
        const rise = cost(merged[a]! | merged[b]!) - cost(merged[a]!) - cost(merged[b]!);
        if (rise < least) {
          least = rise;
          pair = [a, b];
        }
      }
    }
    merged[pair[0]] = merged[pair[0]]! | merged[pair[1]]!;
    merged.splice(pair[1], 1);
  }
  starts.push(merged);
  const bySize = Array.from({ length: n }, (_, i) => i);
  bySize.sort((a, b) => model.narSizes[b]! - model.narSizes[a]! || a - b);
  const alone = bySize.slice(0, layers.length - 1).map((path) => 1 << path);
  alone.push(bySize.slice(layers.length - 1).reduce((mask, path) => mask | (1 << path), 0));
  starts.push(alone);
  const all = bySize.reduce((mask, path) => mask | (1 << path), 0);
  const firstCuts = new Set<number>([0]);
  for (let path = 0; path < n; path++) {
    firstCuts.add(1 << path).add(below[path]!);
  }
  for (const first of firstCuts) {
    const masks = first === 0 || first === all ? [all] : [all & ~first, first];
    if (masks.length > layers.length) {
      continue;
    }
    while (masks.length < layers.length) {
      let most = Number.NEGATIVE_INFINITY;
      let at = 0;
      let part = 0;
      for (let a = 0; a < masks.length; a++) {
        const mask = masks[a]!;
        for (const cut of cutsOf(mask)) {
          const saved = cost(mask) - cost(cut) - cost(mask & ~cut);
          if (saved > most) {
            most = saved;
            at = a;
            part = cut;
          }
        }
      }
      masks[at] = masks[at]! & ~part;
      masks.push(part);
    }
    starts.push(masks);
  }

  let best = descend(starts[0]!);
  for (const start of starts.slice(1)) {
    const found = descend(start);
    if (total(found) < total(best) * (1 - NOTHING)) {
      best = found;
    }
  }
  return best.sort((a, b) => (a & -a) - (b & -b)).map(pathsOf);
}
