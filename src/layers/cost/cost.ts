import { clusterOf, costOf } from './cluster.ts';
import type { CostModel } from './cost-model.ts';

/** What the model expects of a layer. */
export interface LayerCost {
  /** The chance that the next update changes it, 0 to 1. */
  readonly changeProbability: number;
  /** What its bytes are pulled for, releases included: changeProbability + release chance × weight. */
  readonly rate: number;
  /** The part of images that are likely to have the same layer, 0 to 1. */
  readonly partOfImages: number;
  /** Bytes per update. */
  readonly cost: number;
}

/**
 * What a layer of these paths costs, in bytes per update: the one definition.
 *
 *   cost   = narSize × (rate + sharingWeight × (1 − value))
 *   rate   = RELEASES_PER_UPDATE × Σ chances of the roots in it + changeProbability
 *   value  = ½ part + ½ (1 − 1 ÷ (images × part)), × AGREEMENT for several paths
 *
 * `changeProbability` is W ÷ (W + HALF_CHANGED), W the weight of the distinct update events in the
 * union of its members' closures. How much an update brings varies: with an exponentially distributed
 * amount, the chance that it touches the union is x ÷ (1 + x), x = W ÷ HALF_CHANGED.
 *
 * `part` is the part of images that are likely to have the same layer. One path is shared as its
 * popularity says; several are shared only where nearly all images that hold one hold all.
 *
 * Example, sizes in MB. 30 images were counted; 30 of them hold libc and sh, 3 hold ssl, and app is
 * this image's own:
 *
 *        app 2           alone    W      chance   releases   part    value   cost
 *       /     \           app     6.19   .072     3          1/30    .017    7.13
 *    ssl 6    sh 1       ssl     3.13   .038                .1      .383    2.08
 *       \     /           sh      4      .048                1       .983     .06
 *       libc 12          libc    2      .024                1       .983     .39
 *
 * A rare path weighs 1 and one in all images 2, so ssl weighs 1.1 + 2. `sh` and `libc` are held alike by
 * all images: as one layer they cost 13 × (.048 + .5 × (1 − .9 × .983)) = 1.37, a rise of .92. `ssl` and
 * `libc` are not: 18 × (.038 + .5) = 9.68, a rise of 7.21. And whatever joins app is pulled by every
 * release of it: three times its bytes.
 *
 * O(members × words).
 *
 * @param members indices of store paths, at least one
 */
export function layerCost(model: CostModel, members: ArrayLike<number>): LayerCost {
  const cluster = clusterOf(model, Array.from(members), model.narSizes);
  const { changeProbability, rate, partOfImages } = cluster;
  return { changeProbability, rate, partOfImages, cost: costOf(model, cluster) };
}
