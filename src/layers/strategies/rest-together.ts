import type { LayerMembers } from '../strategy.ts';

/** The first budget − 1 paths of `order` alone, the others in one layer. */
export function restTogether(order: readonly number[], budget: number): readonly LayerMembers[] {
  const alone = order.slice(0, budget - 1).map((path) => ({ members: [path] }));
  const rest = order.slice(budget - 1);
  return rest.length === 0 ? alone : [...alone, { members: rest }];
}
