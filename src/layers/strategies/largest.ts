import { largestFirst } from '../largest-paths.ts';
import type { GroupAt, StrategyInput } from '../strategy.ts';
import { restTogether } from './rest-together.ts';

/** The grouping of apko and Guix: the budget − 1 largest paths alone, the rest in one layer. Ties go by name. */
export function largest({ closure }: StrategyInput): GroupAt {
  const { narSizes } = closure;
  const order = [...largestFirst(narSizes)];
  return (budget) => restTogether(order, budget);
}
