import { nameAndBuild } from '../closure/store-path.ts';
import type { Grouping, Layer } from '../layers/grouping.ts';
import type { Previous } from '../layers/previous/previous.ts';
import { layerIdentities } from './common-layers.ts';

/** An image of a fleet, grouped. */
export interface GroupedImage {
  readonly name: string;
  readonly grouping: Grouping;
  /** Its earlier grouping, if it has one. */
  readonly previous?: Previous | undefined;
}

/** What a registry stores of a fleet, in bytes. */
export interface FleetSummary {
  readonly images: readonly FleetImageSummary[];
  /** The number of distinct layers. */
  readonly layers: number;
  /** Of distinct layers that several images have, fixed ones included. */
  readonly shared: number;
  /** Of distinct layers. */
  readonly registry: number;
  /** Of distinct store paths: the least that any layering can store. */
  readonly floor: number;
}

/** What is known of an image among the others, in bytes. */
export interface FleetImageSummary {
  readonly name: string;
  readonly budget: number;
  readonly layers: number;
  /** The number of store paths. */
  readonly paths: number;
  readonly narSize: number;
  /** Of its layers that another image has too, a fixed one included. */
  readonly shared: number;
  /** Of its layers that no other image has: what it adds to the registry. */
  readonly added: number;
  /** Of its layers that its earlier grouping does not have; left out without one. */
  readonly pulled?: number;
}

/**
 * Sums up what the images of a fleet share. O(paths of all images).
 *
 * @param fixed the layers of fixed images, which are in the registry besides
 */
export function fleetSummary(
  images: readonly GroupedImage[],
  fixed: readonly Previous[] = [],
): FleetSummary {
  const identify = layerIdentities();
  const identities = images.map(({ grouping }) => identify(grouping));
  const holders = new Map<string, number>();
  for (const key of identities.flatMap(({ layers }) => layers)) {
    holders.set(key, (holders.get(key) ?? 0) + 1);
  }
  const isFixed = membership(fixed.flat());

  const narSizes = new Map<number, number>();
  const distinct = new Map<string, { readonly narSize: number; readonly isShared: boolean }>();
  const summaries = images.map(({ name, grouping, previous }, image): FleetImageSummary => {
    const { closure, layers, budget } = grouping;
    identities[image]!.paths.forEach((path, index) => {
      narSizes.set(path, closure.narSizes[index]!);
    });
    let [shared, added] = [0, 0];
    layers.forEach((layer, index) => {
      const { narSize } = layer;
      const key = identities[image]!.layers[index]!;
      const isShared = holders.get(key)! > 1 || isFixed(grouping, layer);
      distinct.set(key, { narSize, isShared });
      if (isShared) {
        shared += narSize;
      } else {
        added += narSize;
      }
    });
    const summary = { name, budget, layers: layers.length, paths: closure.storePaths.length };
    const figures = { ...summary, narSize: shared + added, shared, added };
    if (previous === undefined) {
      return figures;
    }
    const isHad = membership(previous);
    const pulled = sum(layers.map((layer) => (isHad(grouping, layer) ? 0 : layer.narSize)));
    return { ...figures, pulled };
  });
  return {
    images: summaries,
    layers: distinct.size,
    shared: sum([...distinct.values()].map(({ narSize, isShared }) => (isShared ? narSize : 0))),
    registry: sum([...distinct.values()].map(({ narSize }) => narSize)),
    floor: sum([...narSizes.values()]),
  };
}

/** Tells which layers of a grouping are among some that are known by name and build, or by name alone. */
function membership(known: Previous): (grouping: Grouping, layer: Layer) => boolean {
  const keyOf = (keys: readonly string[]) => keys.toSorted().join('\n');
  const layers = new Set(known.map((paths) => keyOf(paths.map(({ key }) => key))));
  return ({ closure }, { members }) => {
    const paths = Array.from(members);
    return (
      layers.size > 0 &&
      (layers.has(keyOf(paths.map((path) => nameAndBuild(closure.storePaths[path]!)))) ||
        layers.has(keyOf(paths.map((path) => closure.names[path]!))))
    );
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
