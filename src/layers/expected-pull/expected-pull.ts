import { changeRate } from '../pull-model/layer-cost.ts';
import type { PullModel } from '../pull-model/pull-model.ts';
import type { LayerMembers, StrategyInput } from '../strategy.ts';
import { attachDust, type FinishedLayer } from './attach-dust.ts';
import { canonicalGroups } from './canonical-merge.ts';
import { dustOf } from './dust.ts';
import { greedyMerge } from './greedy-merge.ts';
import { type Groups, membersOf } from './groups.ts';
import { localSearch, type Unit } from './local-search.ts';
import { REFINE_MOST, refineSmall } from './refine-small.ts';

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
  const { n } = model;
  if (n <= budget && layerOverhead === 0) {
    return Array.from({ length: n }, (_, path) => ({ members: [path] }));
  }

  const groups = canonicalGroups(model, dustOf(model, budget), budget);
  fillFromDust(groups, budget);
  const units = unitsOf(groups);
  greedyMerge(groups, budget, layerOverhead);
  const layers = layersOf(groups, units);
  localSearch(model, units, layers);

  const members = layers.map((ids) => ids.flatMap((id) => [...units[id]!.members]));
  const finished = layers.map((ids) => finish(model, units, ids));
  attachDust(model, groups, finished, members).forEach((layer, group) => {
    if (layer >= 0) {
      for (const path of membersOf(groups, group)) {
        members[layer]!.push(path);
      }
    }
  });
  const sorted = members.map((paths) => Uint32Array.from(paths).sort());
  const refined = n <= REFINE_MOST ? refineSmall(model, sorted) : sorted;
  return refined.map((paths) => ({ members: [...paths] }));
}

/** Where the budget would not be used up, the dust that matters most to others is set aside no more. */
function fillFromDust(groups: Groups, budget: number): void {
  const { alive, dust, sizes, model } = groups;
  const living = [...alive.keys()].filter((group) => alive[group] === 1);
  const free = living.filter((group) => dust[group] === 1);
  const value = (group: number): number => sizes[group]! * model.shares[group]!;
  free.sort((a, b) => value(b) - value(a) || a - b);
  for (const group of free.slice(0, Math.max(0, budget - (living.length - free.length)))) {
    dust[group] = 0;
  }
}

/** What local search may move, as it is before greedy merging. */
function unitsOf(groups: Groups): Unit[] {
  const { words } = groups.model;
  return coreOf(groups).map((group) => ({
    members: membersOf(groups, group),
    size: groups.sizes[group]!,
    sharing: groups.sharing[group]!,
    events: groups.events.slice(group * words, (group + 1) * words),
  }));
}

/** The units of each group that is left after merging. */
function layersOf(groups: Groups, units: readonly Unit[]): number[][] {
  // a group goes by its smallest member, and so does the unit that it was
  const unitOf = new Map(units.map(({ members }, id) => [members[0]!, id]));
  return coreOf(groups).map((group) =>
    Array.from(membersOf(groups, group)).flatMap((path) => unitOf.get(path) ?? []),
  );
}

function coreOf({ alive, dust }: Groups): number[] {
  return [...alive.keys()].filter((group) => alive[group] === 1 && dust[group] === 0);
}

function finish(model: PullModel, units: readonly Unit[], ids: readonly number[]): FinishedLayer {
  const events = new Int32Array(model.words);
  let size = 0;
  for (const id of ids) {
    size += units[id]!.size;
    for (let word = 0; word < model.words; word++) {
      events[word]! |= units[id]!.events[word]!;
    }
  }
  const sharing = ids.length === 1 ? units[ids[0]!]!.sharing : 0;
  return { size, sharing, rate: changeRate(model, events, 0, events, 0), events };
}
