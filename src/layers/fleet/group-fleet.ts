import type { Closure } from '../../closure/closure.ts';
import { type BitSet, setOf, sizeOf } from '../../graph/bit-set.ts';
import { assertPartition } from '../assert-partition.ts';
import { costModel } from '../cost/cost-model.ts';
import { CONSIDERED, FLEET_WEIGHTS, MOST_SWEEPS } from '../cost/priors.ts';
import { roundedSize } from '../cost/rounded-size.ts';
import { describeLayers } from '../describe-layers.ts';
import type { Grouping } from '../grouping.ts';
import { hintedPaths } from '../hints/hints.ts';
import type { Previous } from '../previous/previous.ts';
import { fleetModel } from './build-fleet-model.ts';
import type { FleetLayers } from './fleet-layers.ts';
import { type FleetModel, type FleetWeights, partOf } from './fleet-model.ts';
import { joinSmall } from './join-small.ts';
import { mergeLayers } from './merge-layers.ts';
import { movePaths } from './move-paths.ts';
import { splitLayers } from './split-layers.ts';
import { startLayers } from './start-layers.ts';
import { takeOver } from './take-over.ts';

/** Counts up when the groupings of fleets change. */
const FLEET_REVISION = 1;

/** An image of a fleet. */
export interface FleetImage {
  readonly name: string;
  readonly closure: Closure;
  /** Most layers, 1 or more. */
  readonly budget: number;
  /** Its earlier grouping, if it has one. */
  readonly previous?: Previous | undefined;
}

export interface FleetOptions {
  readonly weights?: FleetWeights | undefined;
  /** Layers of images that stay as they are, to be shared. */
  readonly fixed?: readonly Previous[] | undefined;
}

/** A grouping of every image. */
export interface FleetGrouping {
  /** By name. */
  readonly images: readonly { readonly name: string; readonly grouping: Grouping }[];
  /** Whether earlier layers were inherited, or nearly all paths are new. */
  readonly outcome: 'fresh' | 'kept' | 'rebuilt';
}

/**
 * Groups several images together, so that as few bytes as possible are stored in a registry and pulled by
 * clients of each (`bytesAhead`): a layer of the same paths in several images is one. The problem is that
 * of Skourtis et al., "Carving Perfect Layers out of Docker Images", HotCloud '19, with a budget of
 * layers for each image.
 *
 * 1. Layers are inherited, or taken over from other images (`startLayers`).
 * 2. The largest of the other paths and the roots become layers, each in all images that hold it and lack
 *    it.
 * 3. Layers merge until every budget holds (`mergeLayers`).
 * 4. Paths move to other layers, images take over layers of others, and those that have layers to spare split some,
 *    where that saves (`movePaths`, `takeOver`, `splitLayers`).
 * 5. Each small path joins the layers whose cost it raises least (`joinSmall`), after which images may take over
 *    layers of others again.
 *
 * Images go by name and paths in canonical order, so the order of the input has no effect.
 *
 * @param images with distinct names
 * @throws InputError when two closures differ in the size or references of a store path
 */
export function groupFleet(
  images: readonly FleetImage[],
  { weights = FLEET_WEIGHTS, fixed = [] }: FleetOptions = {},
): FleetGrouping {
  const inOrder = [...images].sort((a, b) => (a.name < b.name ? -1 : 1));
  const closures = inOrder.map(({ closure }) => closure);
  const budgets = inOrder.map(({ budget }) => budget);
  const previous = inOrder.map((image) => image.previous);
  // what any image had before is in the registry, and can be shared as layers of fixed images are
  const published = [...fixed, ...previous.filter((layers) => layers !== undefined)];
  const model = fleetModel(closures, published.length, weights);
  // what is inherited keeps layers still; without it sizes that change a little must not decide
  const isFirst = previous.every((layers) => layers === undefined);
  const sizes = isFirst ? model.cost.narSizes.map(roundedSize) : model.cost.narSizes;
  const free = setOf(model.images, inOrder.keys());

  const { layers, lacking, outcome } = startLayers(model, closures, previous, published, sizes);
  const { considered, small } = considerLargestOfEach(model, closures, budgets, lacking, sizes);
  for (const [path, lackingImages] of considered) {
    layers.change([], [partOf(model, [path], sizes)], lackingImages);
  }
  mergeLayers(model, layers, free, budgets);
  let changed = true;
  for (let sweep = 0; sweep < MOST_SWEEPS && changed; sweep++) {
    changed = takeOver(model, layers, free, budgets, sizes);
    // of images that are updated one after another, those that come first would part from the others
    changed = (outcome !== 'kept' && movePaths(model, layers, free, sizes)) || changed;
    changed = splitLayers(model, layers, free, budgets, sizes) || changed;
  }
  joinSmall(model, layers, small, sizes);
  takeOver(model, layers, free, budgets, sizes);

  return {
    images: inOrder.map(({ name, closure, budget }, image) => ({
      name,
      grouping: groupingOf(model, layers, image, closure, budget),
    })),
    outcome,
  };
}

/** Paths without a layer, with the images that lack them, by index. */
type Lacking = ReadonlyMap<number, BitSet>;

/**
 * Of what each image lacks, the largest paths and the roots shape its layers; the others are small. It is
 * the rule of one image (CONSIDERED), and a path that one image considers all do.
 */
function considerLargestOfEach(
  model: FleetModel,
  closures: readonly Closure[],
  budgets: readonly number[],
  lacking: readonly (readonly number[])[],
  sizes: Float64Array,
): { considered: Lacking; small: Lacking } {
  const { smallSize } = model.cost;
  const shaping = new Set<number>();
  lacking.forEach((paths, image) => {
    const budget = budgets[image]!;
    const limit = CONSIDERED.least + CONSIDERED.perLayer * budget;
    const sorted = [...paths].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    const large = sorted.filter((path) => sizes[path]! >= smallSize).length;
    for (const path of sorted.slice(0, Math.min(limit, Math.max(budget, large)))) {
      shaping.add(path);
    }
    for (const root of closures[image]!.roots) {
      shaping.add(model.pathsOf[image]![root]!);
    }
  });
  const images = new Map<number, number[]>();
  lacking.forEach((paths, image) => {
    for (const path of paths) {
      images.set(path, [...(images.get(path) ?? []), image]);
    }
  });
  const byPath = [...images]
    .sort(([a], [b]) => a - b)
    .map(([path, lackingImages]) => [path, setOf(model.images, lackingImages)] as const);
  return {
    considered: new Map(byPath.filter(([path]) => shaping.has(path))),
    small: new Map(byPath.filter(([path]) => !shaping.has(path))),
  };
}

/** The grouping of one image, its layers described by its own cost model. */
function groupingOf(
  { pathsOf, imagesOf }: FleetModel,
  layers: FleetLayers,
  image: number,
  closure: Closure,
  budget: number,
): Grouping {
  const indices = new Map(Array.from(pathsOf[image]!, (path, index) => [path, index]));
  const made = layers.ofImage(image).map(({ cluster }) => ({
    members: cluster.paths.map((path) => indices.get(path)!),
  }));
  assertPartition(made, closure, budget);
  const counts = Float64Array.from(pathsOf[image]!, (path) => sizeOf(imagesOf[path]!));
  const partsOfImages = counts.map((count) => count / pathsOf.length);
  const popularity = { counts, partsOfImages, images: pathsOf.length, origin: 'data' } as const;
  const model = costModel(closure, popularity);
  return {
    closure,
    strategy: 'expected-pull',
    revision: FLEET_REVISION,
    budget,
    layers: describeLayers(made, model, popularity),
    model,
    hinted: hintedPaths([]),
  };
}
