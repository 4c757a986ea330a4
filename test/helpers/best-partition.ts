import { layerCost } from '../../src/layers/cost/cost.ts';
import type { CostModel } from '../../src/layers/cost/cost-model.ts';

/** The least cost of any partition into exactly k layers, for each k up to n; O(3^n · n). */
export function bestCosts(model: CostModel): number[] {
  const all = 2 ** model.n - 1;
  const costs = new Float64Array(all + 1);
  for (let set = 1; set <= all; set++) {
    const members = [...Array(model.n).keys()].filter((path) => (set >> path) & 1);
    costs[set] = layerCost(model, members).cost;
  }
  let least = new Float64Array(all + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  const best = [least[all]!];
  for (let layers = 1; layers <= model.n; layers++) {
    const next = new Float64Array(all + 1).fill(Number.POSITIVE_INFINITY);
    for (let set = 1; set <= all; set++) {
      const lowest = set & -set;
      const others = set ^ lowest;
      for (let beside = others; ; beside = (beside - 1) & others) {
        const layer = beside | lowest;
        next[set] = Math.min(next[set]!, least[set ^ layer]! + costs[layer]!);
        if (beside === 0) {
          break;
        }
      }
    }
    least = next;
    best.push(least[all]!);
  }
  return best;
}
