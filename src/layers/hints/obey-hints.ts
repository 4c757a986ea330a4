import type { Strategy } from '../strategy.ts';
import type { HintedPaths } from './hints.ts';

/**
 * Makes layers obey hints: what is to be alone leaves its layer, and what is to be together joins
 * the layer that has most of its bytes. No layer is added except those of paths that are to be alone.
 * Ties go to the earlier layer. O(n).
 *
 * @param layers of paths, each once; layers that obey already are given back as they are
 * @param sizes n sizes in bytes
 */
export function obeyHints(
  layers: readonly (readonly number[])[],
  { apart, together }: HintedPaths,
  sizes: Float64Array,
): readonly (readonly number[])[] {
  const layerOf = new Map<number, number>();
  layers.forEach((members, layer) => {
    for (const path of members) {
      layerOf.set(path, layer);
    }
  });
  for (const set of together) {
    const bytes = new Map<number, number>();
    for (const path of set.filter((member) => layerOf.has(member))) {
      const layer = layerOf.get(path)!;
      bytes.set(layer, (bytes.get(layer) ?? 0) + sizes[path]!);
    }
    const [most] = [...bytes].sort(([a, few], [b, many]) => many - few || a - b);
    for (const path of most === undefined ? [] : set) {
      layerOf.set(path, most![0]);
    }
  }
  const obeying: number[][] = layers.map(() => []);
  for (const [path, layer] of layerOf) {
    if (!apart.has(path)) {
      obeying[layer]!.push(path);
    }
  }
  const alone = [...layerOf.keys()].filter((path) => apart.has(path)).map((path) => [path]);
  return [...obeying.filter((members) => members.length > 0), ...alone];
}

/**
 * A strategy that knows nothing of hints, made to obey them: it groups at the largest budget up to which all that
 * it makes, made to obey, is within the one asked for.
 */
export function obeying(strategy: Strategy): Strategy {
  return (input) => {
    const { hinted, closure } = input;
    const groupAt = strategy(input);
    if (hinted.apart.size === 0 && hinted.together.length === 0) {
      return groupAt;
    }
    const obeyingAt = (budget: number) => {
      const members = groupAt(budget).map((layer) => layer.members);
      return obeyHints(members, hinted, closure.narSizes);
    };
    return (budget) => {
      const least = Math.max(1, budget - hinted.apart.size);
      let layers = obeyingAt(least);
      for (let tried = least + 1; tried <= budget; tried++) {
        const next = obeyingAt(tried);
        if (next.length > budget) {
          break;
        }
        layers = next;
      }
      return layers.map((members) => ({ members }));
    };
  };
}
