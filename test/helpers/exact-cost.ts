import { layerCost } from '../../src/layers/cost/cost.ts';
import type { Grouping } from '../../src/layers/grouping.ts';

/** What layers of a closure cost. */
export type CostModel = Grouping['model'];

/** The cost of a layer by the model, sizes as they are, in bytes per update; 0 of no paths. */
export function exactCost(model: CostModel, members: ArrayLike<number>): number {
  return members.length === 0 ? 0 : layerCost(model, members).cost;
}

/** The cost of a grouping: the sum over its layers. */
export function exactCostOf(model: CostModel, layers: Iterable<ArrayLike<number>>): number {
  let cost = 0;
  for (const members of layers) {
    cost += exactCost(model, members);
  }
  return cost;
}
