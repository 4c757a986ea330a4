import type { Closure } from '../closure/closure.ts';
import { assertPartition } from './assert-partition.ts';
import { takenLayers, withoutBase } from './base/without-base.ts';
import { costModel } from './cost/cost-model.ts';
import { describeLayers } from './describe-layers.ts';
import { expectedPull } from './expected-pull/expected-pull.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import type { Grouping, PreparedGrouping } from './grouping.ts';
import { type HintedPaths, hintedPaths, hintedRates, layersNeeded } from './hints/hints.ts';
import { withNextMerges } from './next-merges.ts';
import { popularityOf } from './popularity.ts';
import type { KeptLayers, Previous } from './previous/previous.ts';
import { autoLayer } from './strategies/auto-layer.ts';
import { byPopularity } from './strategies/by-popularity.ts';
import { largest } from './strategies/largest.ts';
import { nixery } from './strategies/nixery.ts';
import type { GroupAt, LayerMembers, Strategy, StrategyInput } from './strategy.ts';
import { REVISIONS, type StrategyName } from './strategy-names.ts';

/** What hints and an earlier grouping ask for: `group-layers` has it all, and the default command loads it if there are any. */
export interface Steering {
  readonly findHinted: (closure: Closure, options: GroupOptions) => HintedPaths;
  readonly refuseFewLayers: (closure: Closure, hinted: HintedPaths, layersLeft: number) => void;
  readonly obeying: (strategy: Strategy) => Strategy;
  readonly keepLayers: (
    input: StrategyInput,
    previous: Previous,
    fresh: readonly (readonly number[])[],
    budget: number,
    margin: number,
  ) => KeptLayers;
}

/** What each strategy does; of hints only expected-pull knows. */
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
 * @param steering needed if the options have hints or an earlier grouping
 * @throws InputError when a hint matches nothing or contradicts another
 */
export function prepareSteered(
  whole: Closure,
  options: GroupOptions,
  steering: Steering | undefined,
): PreparedGrouping {
  const closure = withoutBase(whole, options.base);
  const taken = takenLayers(whole, closure, options.base, options.reserve ?? DEFAULTS.reserve);
  const takenCount = taken ? taken.base + taken.reserve : 0;
  const popularity = popularityOf(closure, options.popularity);
  const sharingWeight = options.sharingWeight ?? DEFAULTS.sharingWeight;
  const hinted = steering?.findHinted(closure, options) ?? hintedPaths([]);
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
    steering?.refuseFewLayers(closure, hinted, layersLeft);
    const groupAt = prepared.get(strategy) ?? prepareStrategy(strategy);
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
  const prepareStrategy = (strategy: StrategyName): GroupAt => {
    const made = STRATEGIES[strategy];
    return (strategy === 'expected-pull' ? made : (steering?.obeying(made) ?? made))(input);
  };
  const keepPrevious = (fresh: readonly LayerMembers[], budget: number) => {
    if (options.previous === undefined || steering === undefined) {
      return undefined;
    }
    const margin = options.previousMargin ?? DEFAULTS.previousMargin;
    const members = fresh.map((layer) => layer.members);
    const { layers, ...told } = steering.keepLayers(
      input,
      options.previous,
      members,
      budget,
      margin,
    );
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
