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
