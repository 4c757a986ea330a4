import type { PullModel } from '../pull-model/pull-model.ts';
import type { LayerMembers, StrategyInput } from '../strategy.ts';
import { attachDust, type FinishedLayer } from './attach-dust.ts';
import { canonicalGroups } from './canonical-merge.ts';
import { greedyMerge } from './greedy-merge.ts';
import { coreGroups, dustGroups, type Groups, membersOf } from './groups.ts';
import { localSearch } from './local-search.ts';
import { mergeForOverhead } from './merge-for-overhead.ts';
import { nearestPowerOfTwo } from './nearest-power-of-two.ts';
import { REFINE_MOST, refineSmall } from './refine-small.ts';
import { ALONE, CORE, DUST, type Roles, rolesOf } from './roles.ts';
import { type Units, unitsOf } from './units.ts';

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
export function expectedPull(input: StrategyInput): readonly LayerMembers[] {
  const { model, budget, layerOverhead } = input;
  const layers = model.n <= budget ? eachAlone(model.n) : shapedLayers(model, budget);
  return mergeForOverhead(model, layers, layerOverhead).map((members) => ({ members }));
}

function eachAlone(n: number): number[][] {
  return Array.from({ length: n }, (_, path) => [path]);
}

function shapedLayers(model: PullModel, budget: number): number[][] {
  const shaped = Math.min(budget, MOST_SHAPED);
  const roles = rolesOf(model, shaped, budget - shaped);
  const paths = decisivePaths(model, roles, shaped);
  const groups = canonicalGroups(model, roles, paths, shaped);
  fillFromDust(groups, shaped);

  const units = unitsOf(groups);
  const membersOfUnit = new Map(
    coreGroups(groups).map((unit) => [unit, pathsOf(groups, unit)] as const),
  );
  greedyMerge(groups, shaped);
  const merged = coreGroups(groups).map((group) =>
    membersOf(groups, group).filter((member) => membersOfUnit.has(member)),
  );
  const finished = localSearch(units, merged).map((ids) => finish(units, membersOfUnit, ids));

  const isLookedAt = new Uint8Array(model.n);
  for (const path of paths) {
    isLookedAt[path] = 1;
  }
  const looseDust = pathsOfRole(roles, DUST).filter((path) => isLookedAt[path] === 0);
  const dust = [
    ...dustGroups(groups).map((group) => pathsOf(groups, group)),
    ...looseDust.map((path) => [path]),
  ];
  const layers = attachDust(model, finished, dust);
  const refined = model.n <= REFINE_MOST ? refineSmall(model, layers) : layers;
  return [...refined, ...pathsOfRole(roles, ALONE).map((path) => [path])];
}

/** The paths that merging looks at: the core, popular dust, and dust to fill the budget up with. */
function decisivePaths(model: PullModel, roles: Roles, budget: number): Uint32Array {
  const core = pathsOfRole(roles, CORE);
  const popular = model.popular.filter((path) => roles[path] === DUST);
  const fill = core.length < budget ? mostValuable(model, pathsOfRole(roles, DUST), budget) : [];
  return Uint32Array.from(new Set([...core, ...popular, ...fill])).sort();
}

function pathsOfRole(roles: Roles, role: number): number[] {
  const paths: number[] = [];
  roles.forEach((found, path) => {
    if (found === role) {
      paths.push(path);
    }
  });
  return paths;
}

/** The paths that matter most to other images. */
function mostValuable(model: PullModel, paths: readonly number[], count: number): number[] {
  const value = (path: number): number =>
    nearestPowerOfTwo(model.narSizes[path]!) * model.shares[path]!;
  return paths.toSorted((a, b) => value(b) - value(a) || a - b).slice(0, count);
}

/** Where the budget would not be used up, the most valuable dust is set aside no more. */
function fillFromDust(groups: Groups, budget: number): void {
  const { dust, sizes, model, paths } = groups;
  const missing = budget - coreGroups(groups).length;
  const value = (group: number): number => sizes[group]! * model.shares[paths[group]!]!;
  const free = dustGroups(groups).sort((a, b) => value(b) - value(a) || a - b);
  for (const group of free.slice(0, Math.max(0, missing))) {
    dust[group] = 0;
  }
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
