import type { Closure } from '../closure/closure.ts';
import type { LayerContents } from '../layers/parse-grouping.ts';

/** What an update of a fleet makes clients pull and a registry store, in bytes. */
export interface FleetDiff {
  /** Of the newer fleet, by name. */
  readonly images: readonly FleetImageDiff[];
  /** The names of images that the newer fleet does not have. */
  readonly gone: readonly string[];
  /** By a client of each image that both fleets have, added up. */
  readonly pulled: number;
  /** Of layers that no image of the older fleet has: what the registry stores anew. */
  readonly stored: number;
  /** The least that any layering can pull and store; if all closures are known. */
  readonly floor?: { readonly pulled: number; readonly stored: number };
}

/** What a client that has the older version of an image pulls for the newer one. */
export interface FleetImageDiff {
  readonly name: string;
  readonly narSize: number;
  /** The number of layers. */
  readonly layers: number;
  /** How many of them the older version has; left out for a new image. */
  readonly kept?: number;
  /** Of layers that the older version does not have; left out for a new image. */
  readonly pulled?: number;
}

/** The contents of an image's layers, and its closure if that is known. */
interface ImageSide {
  readonly layers: readonly LayerContents[];
  readonly closure?: Closure | undefined;
}

/** Images by name. */
export type FleetSide = ReadonlyMap<string, ImageSide>;

/** Compares two fleets, image by image. O(paths of both). */
export function diffFleets(older: FleetSide, newer: FleetSide): FleetDiff {
  const names = [...newer.keys()].sort();
  const images = names.map((name): FleetImageDiff => {
    const { layers } = newer.get(name)!;
    const narSize = bytesOf(layers);
    const before = older.get(name);
    if (before === undefined) {
      return { name, narSize, layers: layers.length };
    }
    const lacking = layersBesides(layers, [before]);
    const kept = layers.length - lacking.length;
    return { name, narSize, layers: layers.length, kept, pulled: bytesOf(lacking) };
  });
  const diff = {
    images,
    gone: [...older.keys()].filter((name) => !newer.has(name)).sort(),
    pulled: images.reduce((sum, { pulled = 0 }) => sum + pulled, 0),
    stored: bytesOf(
      layersBesides(
        [...newer.values()].flatMap(({ layers }) => layers),
        [...older.values()],
      ),
    ),
  };
  const floor = floorOf(older, newer);
  return floor === undefined ? diff : { ...diff, floor };
}

/** The layers that none of the sides has, each once. */
function layersBesides(
  layers: readonly LayerContents[],
  sides: readonly ImageSide[],
): readonly LayerContents[] {
  const keyOf = ({ contents }: LayerContents) => contents.toSorted().join('\n');
  const known = new Set(sides.flatMap((side) => side.layers.map(keyOf)));
  const lacking = new Map(layers.map((layer) => [keyOf(layer), layer]));
  return [...lacking].filter(([key]) => !known.has(key)).map(([, layer]) => layer);
}

function floorOf(older: FleetSide, newer: FleetSide): FleetDiff['floor'] {
  const sides = [...older.values(), ...newer.values()];
  if (sides.some(({ closure }) => closure === undefined)) {
    return undefined;
  }
  const pathsOf = (some: readonly ImageSide[]) =>
    new Set(some.flatMap(({ closure }) => closure!.storePaths));
  /** Bytes of store paths of one side that others lack. */
  const bytesBesides = (some: readonly ImageSide[], others: readonly ImageSide[]): number => {
    const known = pathsOf(others);
    let bytes = 0;
    for (const { closure } of some) {
      closure!.storePaths.forEach((path, index) => {
        if (!known.has(path)) {
          known.add(path);
          bytes += closure!.narSizes[index]!;
        }
      });
    }
    return bytes;
  };
  let pulled = 0;
  for (const [name, side] of newer) {
    const before = older.get(name);
    pulled += before === undefined ? 0 : bytesBesides([side], [before]);
  }
  return { pulled, stored: bytesBesides([...newer.values()], [...older.values()]) };
}

function bytesOf(layers: readonly LayerContents[]): number {
  return layers.reduce((sum, { narSize }) => sum + narSize, 0);
}
