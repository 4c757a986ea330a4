import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { takenLayers, withoutBase } from './base/without-base.ts';
import { costModel } from './cost/cost-model.ts';
import { describeLayers } from './describe-layers.ts';
import { expectedPull } from './expected-pull/expected-pull.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import type { Grouping, PreparedGrouping } from './grouping.ts';
import { withNextMerges } from './next-merges.ts';
import { popularityOf } from './popularity.ts';
import { keepLayers } from './previous/keep-layers.ts';
import type { Previous } from './previous/previous.ts';
import { autoLayer } from './strategies/auto-layer.ts';
import { byPopularity } from './strategies/by-popularity.ts';
import { largest } from './strategies/largest.ts';
import { nixery } from './strategies/nixery.ts';
import type { GroupAt, LayerMembers, Strategy, StrategyInput } from './strategy.ts';
import { REVISIONS, type StrategyName } from './strategy-names.ts';

/** What each strategy does. */
const STRATEGIES: Readonly<Record<StrategyName, Strategy>> = {
  'expected-pull': expectedPull,
  nixery,
  'auto-layer': autoLayer,
  popularity: byPopularity,
  largest,
};

/**
 * Prepares to group a closure at several budgets or by several strategies: each grouping is the
 * very one that `groupLayers` makes, and what they have in common is computed once.
 *
 * @param whole the closure, with what a base holds
 * @param options the budget is given later
 */
export function prepareGrouping(whole: Closure, options: GroupOptions = {}): PreparedGrouping {
  const closure = withoutBase(whole, options.base);
  const taken = takenLayers(whole, closure, options.base, options.reserve ?? DEFAULTS.reserve);
  const leastBudget = 1 + (taken ? taken.base + taken.reserve : 0);
  const popularity = popularityOf(closure, options.popularity);
  const sharingWeight = options.sharingWeight ?? DEFAULTS.sharingWeight;
  const model = costModel(closure, popularity, sharingWeight);
  options.onPhase?.('scores');
  const input: StrategyInput = {
    closure,
    popularity,
    model,
    popularityData: options.popularity,
    sizeThreshold: options.sizeThreshold ?? DEFAULTS.sizeThreshold,
    popularityThreshold: options.popularityThreshold ?? DEFAULTS.popularityThreshold,
    layerOverhead: options.layerOverhead ?? DEFAULTS.layerOverhead,
  };
  const prepared = new Map<StrategyName, GroupAt>();
  const at = (budget: number, strategy = options.strategy ?? DEFAULTS.strategy): Grouping => {
    if (!Number.isSafeInteger(budget) || budget < leastBudget) {
      throw new RangeError(
        `budget is ${budget}, expected a whole number of ${leastBudget} or more`,
      );
    }
    const layersLeft = budget - leastBudget + 1;
    const groupAt = prepared.get(strategy) ?? STRATEGIES[strategy](input);
    prepared.set(strategy, groupAt);
    const fresh = groupAt(layersLeft);
    const kept = options.previous && keepPrevious(options.previous, fresh, layersLeft);
    const made = kept?.made ?? fresh;
    assertPartition(made, closure, layersLeft);
    options.onPhase?.('merge');
    const layers = describeLayers(made, model, popularity);
    return {
      ...{ closure, strategy, revision: REVISIONS[strategy], budget, layers, model },
      ...(taken && { taken }),
      ...(kept && { kept: kept.told }),
    };
  };
  const keepPrevious = (previous: Previous, fresh: readonly LayerMembers[], budget: number) => {
    const margin = options.previousMargin ?? DEFAULTS.previousMargin;
    const members = fresh.map((layer) => layer.members);
    const { layers, ...told } = keepLayers(model, closure, previous, members, budget, margin);
    return {
      made: told.outcome === 'kept' ? layers.map((paths) => ({ members: paths })) : fresh,
      told,
    };
  };
  const explainedAt = (budget: number): Grouping => {
    const grouping = at(budget);
    const layers = withNextMerges(model, grouping.layers);
    options.onPhase?.('describe');
    return { ...grouping, layers };
  };
  return { closure, leastBudget, popularity, at, explainedAt };
}

/**
 * Groups the store paths of a closure into at most `budget` layers, less those of a base and of a reserve. Each
 * store path is in exactly one layer or in the base.
 *
 * Pure and deterministic: the same closure and options give the same grouping, whatever the order
 * of the input was.
 *
 * @throws RangeError when the budget is no whole number of 1 or more, or leaves no layer
 */
export function groupLayers(closure: Closure, options: GroupOptions = {}): Grouping {
  return prepareGrouping(closure, options).explainedAt(options.budget ?? DEFAULTS.budget);
}
