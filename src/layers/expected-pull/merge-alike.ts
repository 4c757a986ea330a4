import { type Cluster, unite } from '../cost/cluster.ts';
import type { CostModel } from '../cost/cost-model.ts';
import { ALIKE_PRICE } from '../cost/priors.ts';
import { partTogether, riseAlike } from '../cost/rise.ts';
import { mergeCheapest } from './merge-cheapest.ts';

/** Two clusters that became one, each named by its first path. */
interface AlikeMerge {
  readonly kept: number;
  readonly gone: number;
  readonly union: Cluster;
  readonly price: number;
}

/**
 * Merges popular paths as other images merge them, before this image's own needs are considered.
 *
 * Two clusters merge if the images that hold one hold the other, the cheapest merge first, while
 * the cost rises by less than a price that depends on the budget and on nothing in the image. What
 * decides (closures, popularity, sizes) is the same in every image that holds both, so these images
 * make the same cluster and share it. Roots and what contains them stay out: what is released differs
 * between images. Ties go by index. O(p²·w) at worst for p popular paths, at most MOST_POPULAR, and rows
 * of w words; the price cuts most pairs short.
 *
 * The merges up to a lower price are the first ones of those up to a higher price, so they are
 * remembered: the plain form would merge anew at every budget.
 *
 * @param singleOf the cluster of one path
 * @param placed paths that stay out because something else decides where they go
 * @returns a function of the budget and of how many merges leave enough clusters for it, to the
 *   clusters of all popular paths but these, in the order of first paths
 */
export function alikeMerger(
  model: CostModel,
  singleOf: (path: number) => Cluster,
  placed: ReadonlySet<number> = new Set(),
): (budget: number, mostMerges: number) => Cluster[] {
  const popular = model.popular
    .filter((path) => model.releases.held[path] === 0 && !placed.has(path))
    .sort();
  const singles = Array.from(popular, singleOf);
  let known: { readonly price: number; readonly merges: readonly AlikeMerge[] } | undefined;
  return (budget, mostMerges) => {
    const price = highestPrice(budget, model.images);
    if (known === undefined || known.price < price) {
      known = { price, merges: mergesUpTo(model, singles, price) };
    }
    const clusters = new Map(singles.map((cluster) => [cluster.paths[0]!, cluster]));
    for (const merge of known.merges.slice(0, mostMerges)) {
      if (merge.price > price) {
        break;
      }
      clusters.set(merge.kept, merge.union);
      clusters.delete(merge.gone);
    }
    return [...clusters.values()];
  };
}

/** What a merge may cost at most, in bytes per update: see ALIKE_PRICE. */
function highestPrice(budget: number, images: number): number {
  const byBudget = ALIKE_PRICE.layers / budget;
  const byImages = Math.min(1, images / ALIKE_PRICE.images);
  return ALIKE_PRICE.bytes * byBudget * byBudget * Math.min(1, byBudget) * byImages * byImages;
}

function mergesUpTo(
  model: CostModel,
  singles: readonly Cluster[],
  highest: number,
): readonly AlikeMerge[] {
  const merges: AlikeMerge[] = [];
  mergeCheapest(singles, {
    priceOf: (a, b, limit) => riseAlike(model, a, b, Math.min(limit, highest)),
    goOn: (_, price) => price <= highest,
    join: (a, b, price) => {
      const union = unite(model, [a, b], partTogether(model, a, b));
      merges.push({ kept: a.paths[0]!, gone: b.paths[0]!, union, price });
      return union;
    },
  });
  return merges;
}
