import { type Cluster, clusterOf, partTogether, riseAlike, unite } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { ALIKE_PRICE } from '../cost/priors.ts';
import { mergeCheapest } from './merge-cheapest.ts';

/**
 * Merges popular paths as other images merge them, before this image's own needs are looked at.
 *
 * Two clusters merge where the images that hold one hold the other, the cheapest merge first, while
 * the cost rises by less than a price that depends on the budget and on nothing in the image. What
 * decides (closures, popularity, sizes) is the same in every image that holds the two; so is the
 * cluster, and keeps its share of images. Roots and what contains them stay out: what is released differs between images.
 * Ties go by index. O(p²·w) at worst for p popular paths, at most MOST_POPULAR, and rows of w words; the
 * price cuts most pairs short.
 *
 * @param sizes n sizes in bytes, rounded
 * @param popular paths, ascending, none with a root in its closure
 * @param mostMerges after so many merges the budget would not be used up
 */
export function mergeAlike(
  model: CostModel,
  sizes: Float64Array,
  popular: readonly number[],
  budget: number,
  mostMerges: number,
): Cluster[] {
  const singles = popular.map((path) => clusterOf(model, [path], sizes));
  const highest = highestPrice(budget, model.images);
  const fewest = singles.length - mostMerges;
  return mergeCheapest(singles, {
    priceOf: (a, b, limit) => riseAlike(model, a, b, Math.min(limit, highest)),
    goOn: (clusters, price) => clusters > fewest && price <= highest,
    join: (a, b) => unite(model, [a, b], partTogether(model, a, b)),
  });
}

/** What a merge may cost at most, in bytes per update: see ALIKE_PRICE. */
function highestPrice(budget: number, images: number): number {
  const byBudget = ALIKE_PRICE.layers / budget;
  const byImages = Math.min(1, images / ALIKE_PRICE.images);
  return ALIKE_PRICE.bytes * byBudget * byBudget * Math.min(1, byBudget) * byImages * byImages;
}
