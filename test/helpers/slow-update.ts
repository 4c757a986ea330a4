import type { Closure } from '../../src/closure/closure.ts';
import type { Grouping } from '../../src/layers/grouping.ts';

/** Layers as strings of their sorted store paths, with their bytes. */
export function layersByText({ closure, layers }: Grouping): Map<string, number> {
  return new Map(
    layers.map(({ members, narSize }) => [
      Array.from(members, (path) => closure.storePaths[path]!)
        .sort()
        .join('\n'),
      narSize,
    ]),
  );
}

/** Store paths with their bytes. */
export function pathsByText({ storePaths, narSizes }: Closure): Map<string, number> {
  return new Map(storePaths.map((path, index) => [path, narSizes[index]!]));
}

/** Bytes of what `has` lacks. */
export function lacking(wanted: ReadonlyMap<string, number>, has: Iterable<string>): number {
  const held = new Set(has);
  return sum([...wanted].filter(([text]) => !held.has(text)).map(([, bytes]) => bytes));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What a client that has `older` pulls for `newer`, computed on sets of strings. */
export function slowUpdate(older: Grouping, newer: Grouping) {
  const oldLayers = layersByText(older);
  const newLayers = layersByText(newer);
  const oldPaths = pathsByText(older.closure);
  const newPaths = pathsByText(newer.closure);
  const selfInflicted = [...newLayers].filter(
    ([text]) => !oldLayers.has(text) && text.split('\n').every((path) => oldPaths.has(path)),
  );
  const isSame =
    oldPaths.size === newPaths.size && [...newPaths.keys()].every((path) => oldPaths.has(path));
  return {
    pulled: lacking(newLayers, oldLayers.keys()),
    floor: lacking(newPaths, oldPaths.keys()),
    oneLayer: isSame ? 0 : sum([...newPaths.values()]),
    selfInflicted: sum(selfInflicted.map(([, bytes]) => bytes)),
  };
}
