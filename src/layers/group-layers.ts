import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { takenLayers, withoutBase } from './base/without-base.ts';
import { costModel } from './cost/cost-model.ts';
import { describeLayers } from './describe-layers.ts';
import { expectedPull } from './expected-pull/expected-pull.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import type { Grouping, PreparedGrouping } from './grouping.ts';
import { findHinted, hintsWithin, refuseFewLayers } from './hints/find-hinted.ts';
import { hintedRates, layersNeeded } from './hints/hints.ts';
import { obeying } from './hints/obey-hints.ts';
import { withNextMerges } from './next-merges.ts';
import { popularityOf } from './popularity.ts';
import { keepLayers } from './previous/keep-layers.ts';
import { autoLayer } from './strategies/auto-layer.ts';
import { byPopularity } from './strategies/by-popularity.ts';
import { largest } from './strategies/largest.ts';
import { nixery } from './strategies/nixery.ts';
import type { GroupAt, LayerMembers, Strategy, StrategyInput } from './strategy.ts';
import { REVISIONS, type StrategyName } from './strategy-names.ts';

/** What each strategy does. */
const STRATEGIES: Readonly<Record<StrategyName, Strategy>> = {
  'expected-pull': expectedPull,
  nixery: obeying(nixery),
  'auto-layer': obeying(autoLayer),
  popularity: obeying(byPopularity),
  largest: obeying(largest),
};

/**
 * Prepares to group a closure at several budgets or by several strategies: each grouping is the
 * very one that `groupLayers` makes, and what they have in common is computed once.
 *
 * @param whole the closure, with what a base holds
 * @param options the budget is given later
 * @throws InputError when a hint matches nothing or contradicts another
 */
export function prepareGrouping(whole: Closure, options: GroupOptions = {}): PreparedGrouping {
  const closure = withoutBase(whole, options.base);
  const taken = takenLayers(whole, closure, options.base, options.reserve ?? DEFAULTS.reserve);
  const takenCount = taken ? taken.base + taken.reserve : 0;
  const popularity = popularityOf(closure, options.popularity);
  const sharingWeight = options.sharingWeight ?? DEFAULTS.sharingWeight;
  const hinted = findHinted(closure, options);
  const leastBudget = takenCount + layersNeeded(hinted, closure.storePaths.length);
  const rates = hintedRates(closure.storePaths.length, hinted.found);
  const model = costModel(closure, popularity, sharingWeight, rates);
  options.onPhase?.('scores');
  const input: StrategyInput = {
    closure,
    popularity,
    model,
    popularityData: options.popularity,
    sizeThreshold: options.sizeThreshold ?? DEFAULTS.sizeThreshold,
    popularityThreshold: options.popularityThreshold ?? DEFAULTS.popularityThreshold,
    layerOverhead: options.layerOverhead ?? DEFAULTS.layerOverhead,
    hinted,
  };
  const chosen = options.strategy ?? DEFAULTS.strategy;
  const prepared = new Map<StrategyName, GroupAt>();
  const at = (budget: number, strategy = chosen): Grouping => {
    if (!Number.isSafeInteger(budget) || budget <= takenCount) {
      throw new RangeError(
        `budget is ${budget}, expected a whole number of ${takenCount + 1} or more`,
      );
    }
    const layersLeft = budget - takenCount;
    refuseFewLayers(closure, hinted, layersLeft);
    const groupAt = prepared.get(strategy) ?? STRATEGIES[strategy](input);
    prepared.set(strategy, groupAt);
    const fresh = groupAt(layersLeft);
    const kept = strategy === chosen ? keepPrevious(fresh, layersLeft) : undefined;
    const made = kept?.made ?? fresh;
    assertPartition(made, closure, layersLeft);
    options.onPhase?.('merge');
    const layers = describeLayers(made, model, popularity);
    const revision = REVISIONS[strategy];
    return {
      ...{ closure, strategy, revision, budget, layers, model, hinted },
      ...(taken && { taken }),
      ...(kept && { kept: kept.told }),
    };
  };
  const keepPrevious = (fresh: readonly LayerMembers[], budget: number) => {
    if (options.previous === undefined) {
      return undefined;
    }
    const margin = options.previousMargin ?? DEFAULTS.previousMargin;
    const members = fresh.map((layer) => layer.members);
    const { layers, ...told } = keepLayers(input, options.previous, members, budget, margin);
    return {
      made: told.outcome === 'kept' ? layers.map((paths) => ({ members: paths })) : fresh,
      told,
    };
  };
  const explainedAt = (budget: number): Grouping => {
    const grouping = at(budget);
    const layers = withNextMerges(model, grouping.layers, hinted.apart);
    options.onPhase?.('describe');
    return { ...grouping, layers };
  };
  return { closure, leastBudget, popularity, hinted, at, explainedAt };
}

/**
 * The same for an older graph of the image, or for another image, which need not contain what hints are about.
 */
export function prepareOther(whole: Closure, options: GroupOptions): PreparedGrouping {
  const hints = hintsWithin(withoutBase(whole, options.base), options);
  return prepareGrouping(whole, { ...options, ...hints });
}

/**
 * Groups the store paths of a closure into at most `budget` layers, less those of a base and of a reserve. Each
 * store path is in exactly one layer or in the base.
 *
 * Pure and deterministic: the same closure and options give the same grouping, whatever the order
 * of the input was.
 *
 * @throws RangeError when the budget is no whole number of 1 or more, or leaves no layer
 * @throws InputError when a hint matches nothing, contradicts another or needs more layers than are left
 */
export function groupLayers(closure: Closure, options: GroupOptions = {}): Grouping {
  return prepareGrouping(closure, options).explainedAt(options.budget ?? DEFAULTS.budget);
}
