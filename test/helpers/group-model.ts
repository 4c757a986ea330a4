import { layerCost } from '../../src/layers/cost/cost.ts';
import { expectedPull } from '../../src/layers/expected-pull/expected-pull.ts';
import { hintedPaths } from '../../src/layers/hints/hints.ts';
import type { LayerMembers } from '../../src/layers/strategy.ts';
import type { ModelOfClosure } from './random-models.ts';

/** Groups by expected-pull. */
export function groupModel(
  { model, closure, popularity }: ModelOfClosure,
  budget: number,
  layerOverhead = 0,
): readonly LayerMembers[] {
  return expectedPull({
    ...{ model, closure, popularity, layerOverhead },
    hinted: hintedPaths([]),
    ...{ popularityData: undefined, sizeThreshold: 0, popularityThreshold: 0 },
  })(budget);
}

/** The cost of a grouping by the model. */
export function costOfGrouping({ model }: ModelOfClosure, layers: readonly LayerMembers[]): number {
  return layers.reduce((sum, { members }) => sum + layerCost(model, members).cost, 0);
}
