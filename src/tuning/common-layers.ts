import type { Grouping, Layer } from '../layers/grouping.ts';

/** The store paths and layers of a grouping, in a form that can be compared with other groupings. */
export interface LayerIdentities {
  /** A number for each store path of the closure, equal for equal store paths. */
  readonly paths: readonly number[];
  /** A key for each layer, equal for layers of the same store paths. */
  readonly layers: readonly string[];
}

/**
 * Makes a function that computes the identities of groupings. All groupings given to one such function use
 * the same numbers and keys. Two layers are the same only if they have exactly the same store paths.
 */
export function layerIdentities(): (grouping: Grouping) => LayerIdentities {
  const numbers = new Map<string, number>();
  const numberOf = (storePath: string): number => {
    let number = numbers.get(storePath);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(storePath, number);
    }
    return number;
  };
  return ({ closure, layers }) => {
    const paths = closure.storePaths.map(numberOf);
    const keyOf = ({ members }: Layer): string =>
      Array.from(members, (path) => paths[path]!)
        .sort((a, b) => a - b)
        .join(' ');
    return { paths, layers: layers.map(keyOf) };
  };
}

/** What one update pulls, in bytes. */
export interface UpdateBytes {
  /** Of layers that the client lacks. */
  readonly pulled: number;
  /** Of store paths that it lacks: the floor, the least that any layering can pull. */
  readonly floor: number;
  /** Of the whole image, which a single layer would pull; 0 if nothing in it changed. */
  readonly oneLayer: number;
  /** Of layers that the client lacks although it has every path in them. */
  readonly selfInflicted: number;
}

/** What the updates from several older graphs of an image pull, in bytes, added up. */
export interface UpdatePull {
  readonly pulled: number;
  /** Of store paths that the client lacks, the least that any layering can pull. */
  readonly floor: number;
  /** (pulled − floor) ÷ (what a single layer would pull − floor); 0 if those are equal. */
  readonly excess: number;
}

/** Computes what clients that each have one of the `older` groupings pull for `grouping`. O(n) over all. */
export function updatePull(grouping: Grouping, older: readonly Grouping[]): UpdatePull {
  const identify = layerIdentities();
  const current = identify(grouping);
  let pulled = 0;
  let floor = 0;
  let oneLayer = 0;
  for (const old of older) {
    const bytes = updateBytes(grouping, current, identify(old));
    pulled += bytes.pulled;
    floor += bytes.floor;
    oneLayer += bytes.oneLayer;
  }
  const avoidable = oneLayer - floor;
  return { pulled, floor, excess: avoidable === 0 ? 0 : (pulled - floor) / avoidable };
}

/** Computes what a client that has `old` pulls for `grouping`. Both identities are from one function. */
export function updateBytes(
  grouping: Grouping,
  identities: LayerIdentities,
  old: LayerIdentities,
): UpdateBytes {
  const { closure, layers } = grouping;
  const oldPaths = new Set(old.paths);
  const oldLayers = new Set(old.layers);
  const isNew = identities.paths.map((path) => !oldPaths.has(path));

  const bytes = { pulled: 0, floor: 0, oneLayer: 0, selfInflicted: 0 };
  layers.forEach(({ members, narSize }, index) => {
    if (!oldLayers.has(identities.layers[index]!)) {
      bytes.pulled += narSize;
      bytes.selfInflicted += members.some((path) => isNew[path]) ? 0 : narSize;
    }
  });
  closure.narSizes.forEach((narSize, path) => {
    bytes.floor += isNew[path] ? narSize : 0;
    bytes.oneLayer += narSize;
  });
  const samePaths = !isNew.includes(true) && oldPaths.size === identities.paths.length;
  return samePaths ? { ...bytes, oneLayer: 0 } : bytes;
}

/** What an image has in common with others, in bytes. */
export interface SharedBytes {
  /** Of its layers that another image has too. */
  readonly layers: number;
  /** Of its store paths that another image has too, the most that any layering can have in common. */
  readonly paths: number;
}

/** Computes what `grouping` has in common with the groupings of other images. O(n) over all of them. */
export function sharedBytes(grouping: Grouping, others: readonly Grouping[]): SharedBytes {
  const identify = layerIdentities();
  const { paths, layers } = identify(grouping);
  const elsewhere = others.map(identify);
  const otherPaths = new Set(elsewhere.flatMap((other) => other.paths));
  const otherLayers = new Set(elsewhere.flatMap((other) => other.layers));
  return {
    layers: grouping.layers.reduce(
      (sum, { narSize }, index) => sum + (otherLayers.has(layers[index]!) ? narSize : 0),
      0,
    ),
    paths: grouping.closure.narSizes.reduce(
      (sum, narSize, path) => sum + (otherPaths.has(paths[path]!) ? narSize : 0),
      0,
    ),
  };
}
