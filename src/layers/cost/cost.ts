import { clusterOf, costOf } from './cluster.ts';
import type { CostModel, LayerCost } from './cost-model.ts';

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
 * popularity says; several are shared only if nearly all images that hold one hold all.
 *
 * Example, sizes in MB (the closure drawn at `expectedPull`): 30 images were counted; all of them hold
 * libc and sh, 3 hold ssl, and app and doc are this image's own. A path of one image weighs 1 + 1/30, one
 * of all images 2; app refers to all others, ssl and sh to libc:
 *
 *   layer      W      changeProbability   releases   part   value   cost
 *   app 2      7.25   .102                3          1/30   .017     7.19
 *   doc 4      1.06   .016                0          1/30   .017     2.03
 *   ssl 6      3.13   .047                0          .1     .383     2.13
 *   sh 1       4      .059                0          1      .983      .07
 *   libc 12    2      .030                0          1      .983      .46
 *   libc sh    4      .059                0          1      .885     1.51
 *   libc ssl   3.13   .047                0          0      0        9.84
 *
 * libc and sh are held alike by all images, of which nine in ten are taken to have them as one layer.
 * libc and ssl are not: an image that holds libc mostly lacks ssl.
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
