import { largestFirst } from '../largest-first.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { attachDust, type FinishedLayer } from './attach-dust.ts';
import { canonicalMerger } from './canonical-merge.ts';
import { type GreedyMerge, greedyMerges } from './greedy-merge.ts';
import {
  copyOf,
  coreGroups,
  dustFlags,
  dustGroups,
  type Groups,
  membersOf,
  singleGroups,
} from './groups.ts';
import { isEqual } from './is-equal.ts';
import { localSearch } from './local-search.ts';
import { mergeForOverhead } from './merge-for-overhead.ts';
import type { Units } from './moving-layers.ts';
import { nearestPowerOfTwo } from './nearest-power-of-two.ts';
import { REFINE_MOST, smallRefiner } from './refine-small.ts';
import { CORE, DUST, type Roles, rolesOf } from './roles.ts';

/** With a larger budget, far over what any image may have, the largest paths are alone unlooked at. */
const MOST_SHAPED = 256;

/**
 * Our own grouping: the partition into min(budget, n) layers, fewer only for the layer overhead, that
 * costs least by `layerCost`. Dust is set aside; popular paths are merged as other images merge them;
 * then what costs least is merged until the budget holds, single units are moved where they cost
 * less, and each path of dust joins the finished layer that suits it.
 *
 * Ties go by index throughout. O(c²·w) for a core of c paths, a few a layer, and rows of w words,
 * besides the model's own O((n + m)·w).
 */
export function expectedPull({ model, layerOverhead }: StrategyInput): GroupAt {
  const shapedLayers = layerShaper(model);
  return (budget) => {
    const layers = model.n <= budget ? eachAlone(model.n) : shapedLayers(budget);
    return mergeForOverhead(model, layers, layerOverhead).map((members) => ({ members }));
  };
}

function eachAlone(n: number): number[][] {
  return Array.from({ length: n }, (_, path) => [path]);
}

/** Shapes the layers at any budget under n. */
function layerShaper(model: PullModel): (budget: number) => number[][] {
  const bySize = largestFirst(model.narSizes);
  const byValue = mostValuableFirst(model);
  const refine =
    model.n <= REFINE_MOST ? smallRefiner(model) : (layers: number[][]): number[][] => layers;

  const mergeCanonically = canonicalMerger();

  // neighbouring budgets often look at the same paths and merge them from the same start
  let single: Groups | undefined;
  let start: Start | undefined;
  return (budget) => {
    const shaped = Math.min(budget, MOST_SHAPED);
    const roles = rolesOf(model, bySize, shaped, budget - shaped);
    const isDecisive = decisivePaths(model, roles, byValue, shaped);
    const paths = Uint32Array.from(isDecisive.keys()).filter((path) => isDecisive[path] === 1);
    if (single === undefined || !isAbout(single, roles, paths)) {
      single = singleGroups(model, roles, paths);
    }
    const groups = mergeCanonically(single, shaped);
    fillFromDust(groups, shaped);
    if (start === undefined || !isSame(start.groups, groups)) {
      start = startFrom(groups);
    }

    const { membersOfUnit, mergesTo } = start;
    const merged = partitionAfter([...membersOfUnit.keys()], mergesTo(shaped));
    const finished = localSearch(groups, merged).map((ids) => finish(groups, membersOfUnit, ids));
    const dust = dustGroups(groups).map((group) => pathsOf(groups, group));
    roles.forEach((role, path) => {
      if (role === DUST && isDecisive[path] === 0) {
        dust.push([path]);
      }
    });
    const layers = refine(attachDust(model, finished, dust));
    for (const path of bySize.subarray(0, budget - shaped)) {
      layers.push([path]);
    }
    return layers;
  };
}

/** Groups that greedy merging begins with. */
interface Start {
  readonly groups: Groups;
  /** Paths of those that are no dust. */
  readonly membersOfUnit: ReadonlyMap<number, readonly number[]>;
  readonly mergesTo: (target: number) => readonly GreedyMerge[];
}

function startFrom(groups: Groups): Start {
  const membersOfUnit = new Map(
    coreGroups(groups).map((unit) => [unit, pathsOf(groups, unit)] as const),
  );
  return { groups, membersOfUnit, mergesTo: greedyMerges(copyOf(groups)) };
}

/** Whether groups, each of a single path, are about these paths, of which the same are dust. */
function isAbout(single: Groups, roles: Roles, paths: Uint32Array): boolean {
  return isEqual(single.paths, paths) && isEqual(single.dust, dustFlags(roles, paths));
}

/** Whether both are the same groups of the same paths. */
function isSame(a: Groups, b: Groups): boolean {
  return isEqual(a.paths, b.paths) && isEqual(a.dust, b.dust) && isEqual(a.next, b.next);
}

/** A flag for each path that merging looks at: core, popular dust, dust to fill the budget up with. */
function decisivePaths(
  model: PullModel,
  roles: Roles,
  byValue: () => Uint32Array,
  budget: number,
): Uint8Array {
  const isDecisive = roles.map((role) => (role === CORE ? 1 : 0));
  const core = isDecisive.reduce((count, flag) => count + flag, 0);
  for (const path of model.popular) {
    if (roles[path] === DUST) {
      isDecisive[path] = 1;
    }
  }
  if (core < budget) {
    const dust = byValue().filter((path) => roles[path] === DUST);
    for (const path of dust.subarray(0, budget)) {
      isDecisive[path] = 1;
    }
  }
  return isDecisive;
}

/** The paths that matter most to other images come first; sorted when first asked for. */
function mostValuableFirst({ narSizes, shares }: PullModel): () => Uint32Array {
  let sorted: Uint32Array | undefined;
  return () => {
    if (sorted === undefined) {
      const values = narSizes.map((size, path) => nearestPowerOfTwo(size) * shares[path]!);
      sorted = Uint32Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
    }
    return sorted;
  };
}

/** Where the budget would not be used up, the most valuable dust is set aside no more. */
function fillFromDust(groups: Groups, budget: number): void {
  const { dust, sizes, model, paths } = groups;
  const missing = budget - coreGroups(groups).length;
  if (missing <= 0) {
    return;
  }
  const value = (group: number): number => sizes[group]! * model.shares[paths[group]!]!;
  const free = dustGroups(groups).sort((a, b) => value(b) - value(a) || a - b);
  for (const group of free.slice(0, missing)) {
    dust[group] = 0;
  }
}

/** The units of each layer, ascending, by their first. */
function partitionAfter(units: readonly number[], merges: readonly GreedyMerge[]): number[][] {
  const layers = new Map(units.map((unit) => [unit, [unit]]));
  for (const { kept, gone } of merges) {
    layers.set(kept, [...layers.get(kept)!, ...layers.get(gone)!]);
    layers.delete(gone);
  }
  return [...layers.values()].map((members) => members.sort((a, b) => a - b));
}

function pathsOf(groups: Groups, group: number): number[] {
  return membersOf(groups, group).map((member) => groups.paths[member]!);
}

function finish(
  units: Units,
  membersOfUnit: ReadonlyMap<number, readonly number[]>,
  ids: readonly number[],
): FinishedLayer {
  return {
    members: ids.flatMap((unit) => membersOfUnit.get(unit)!),
    size: ids.reduce((sum, unit) => sum + units.sizes[unit]!, 0),
    sharing: ids.length === 1 ? units.sharing[ids[0]!]! : 0,
  };
}
