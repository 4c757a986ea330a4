import type { Grouping, Layer } from '../layers/grouping.ts';

/** What a client or a registry keeps of a grouping: which paths, and which layers whole. */
export interface LayerIdentities {
  /** A number for each store path of the closure, equal for equal store paths. */
  readonly paths: readonly number[];
  /** A key for each layer, equal for layers of the same store paths. */
  readonly layers: readonly string[];
}

/**
 * Numbers store paths and keys layers alike over all groupings that it is given, so that they can
 * be compared; a layer travels whole, and is the same only with exactly the same paths.
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
