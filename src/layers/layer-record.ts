import type { Closure } from '../closure/closure.ts';
import type { Grouping, Layer } from './grouping.ts';

/** A layer in `grouped-layers.json`: its store paths and what explains them, in whole bytes. */
export interface LayerRecord extends Omit<Layer, 'members' | 'mainPaths'> {
  /** Full store paths, sorted. */
  readonly contents: readonly string[];
  /** The names of its most valuable members, the largest first. */
  readonly mainPaths: readonly string[];
}

/** The layers as in `grouped-layers.json`, bottom first. */
export function layerRecords({ closure, layers }: Grouping): LayerRecord[] {
  return layers.map((layer) => layerRecord(closure, layer));
}

/** A layer as in `grouped-layers.json`. */
export function layerRecord({ storePaths, names }: Closure, layer: Layer): LayerRecord {
  const { members, narSize, mainPaths, cost, nextMerge, ...explanation } = layer;
  return {
    contents: contentsOf(storePaths, members),
    narSize,
    mainPaths: mainPaths.map((path) => names[path]!),
    ...explanation,
    cost: Math.round(cost),
    ...(nextMerge && { nextMerge: { ...nextMerge, cost: Math.round(nextMerge.cost) } }),
  };
}

/** The full store paths of a layer, sorted. */
export function contentsOf(storePaths: readonly string[], members: Uint32Array): string[] {
  return Array.from(members, (path) => storePaths[path]!).sort();
}
