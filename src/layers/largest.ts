import { restTogether } from './rest-together.ts';
import type { LayerMembers, StrategyInput } from './strategy.ts';

/** The grouping of apko and Guix: the budget − 1 largest paths alone, the rest in one layer. Ties go by name. */
export function largest({ closure, budget }: StrategyInput): readonly LayerMembers[] {
  const { narSizes } = closure;
  const order = [...narSizes.keys()].sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
  return restTogether(order, budget);
}
