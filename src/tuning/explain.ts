import { dependencyGraph } from '../closure/dependency-graph.ts';
import { reach } from '../graph/reach.ts';
import type { Grouping, Layer, PreparedGrouping } from '../layers/grouping.ts';
import type { FoundHint } from '../layers/hints/hints.ts';
import { type Alternatives, alternatives } from './alternatives.ts';
import { dominance } from './dominance.ts';

/** The facts about one store path; paths are indices into the closure. */
export interface Explanation {
  readonly path: number;
  /** Bytes. */
  readonly narSize: number;
  /** Bytes of the path and everything in its closure, each path once. */
  readonly closureSize: number;
  /** Bytes of the path and everything that it dominates: what the image would lose without it. */
  readonly addedSize: number;
  readonly references: readonly number[];
  readonly referrers: readonly number[];
  /** From just below the image root down to the path's immediate dominator. */
  readonly dominators: readonly number[];
  readonly popularity: {
    readonly count: number;
    /** 0 to 1. */
    readonly partOfImages: number;
    /** How many images were counted; 0 when popularity comes from the graph. */
    readonly images: number;
    readonly origin: 'data' | 'graph';
    /** The key in the data that the count is from; undefined if the data do not contain the path. */
    readonly key?: string | undefined;
  };
  /** Its layer's position, 0 the bottom. */
  readonly layerIndex: number;
  readonly layer: Layer;
  /** The costs of other places, which are why it is in this one. */
  readonly alternatives: Alternatives;
  /** The hints that it matches, which decide before any cost. */
  readonly hints: readonly FoundHint[];
  /** Those of the given budgets at which it has a layer of its own. */
  readonly aloneAt: readonly number[];
}

/**
 * Explains why store paths are in their layers.
 *
 * @param prepared the closure, prepared to be grouped
 * @param grouping one of its groupings
 * @param paths the paths to explain
 * @param budgets the budgets for `aloneAt`, each with a grouping
 * @param grouped called after the grouping at each of these
 */
export function explain(
  { closure, popularity, at }: PreparedGrouping,
  grouping: Grouping,
  paths: readonly number[],
  budgets: readonly number[],
  grouped: () => void = () => {},
): Explanation[] {
  const { layers } = grouping;
  const graph = dependencyGraph(closure);
  const ascending = (keys: readonly string[]) => keys.map(Number).sort((a, b) => a - b);
  const { dominators, addedSizes } = dominance(closure);
  const { counts, partsOfImages, images, origin, keys } = popularity;
  const alone = budgets.map((budget) => {
    const found = pathsAlone(at(budget));
    grouped();
    return found;
  });
  return paths.map((path) => {
    const inClosure = reach(closure.references, [path]);
    const layerIndex = layers.findIndex(({ members }) => members.includes(path));
    return {
      path,
      narSize: closure.narSizes[path]!,
      closureSize: closure.narSizes.reduce((sum, size, other) => sum + size * inClosure[other]!, 0),
      addedSize: addedSizes[path]!,
      references: ascending(graph.outNeighbors(path)),
      referrers: ascending(graph.inNeighbors(path)),
      dominators: chainAbove(path, dominators),
      popularity: {
        count: counts[path]!,
        partOfImages: partsOfImages[path]!,
        ...{ images, origin, key: keys?.[path] },
      },
      layerIndex,
      layer: layers[layerIndex]!,
      alternatives: alternatives(grouping, path),
      hints: grouping.hinted.found.filter((hint) => hint.paths.includes(path)),
      aloneAt: budgets.filter((_, index) => alone[index]!.has(path)),
    };
  });
}

function chainAbove(path: number, dominators: Uint32Array): number[] {
  const chain: number[] = [];
  const imageRoot = dominators.length;
  for (let above = dominators[path]!; above !== imageRoot; above = dominators[above]!) {
    chain.push(above);
  }
  return chain.reverse();
}

function pathsAlone({ layers }: Grouping): Set<number> {
  return new Set(layers.flatMap(({ members }) => (members.length === 1 ? [members[0]!] : [])));
}
