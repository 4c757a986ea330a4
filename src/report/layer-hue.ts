import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';
import type { Layer } from '../layers/grouping.ts';

const OFFSET = 2166136261;
const PRIME = 16777619;

/**
 * The hue of a layer's colour, in whole degrees: a hash of the name without version of the layer's largest
 * path, so that a layer keeps its colour when the budget or the versions change. FNV-1a, 32 bits.
 */
export function layerHue({ names }: Closure, { mainPaths }: Pick<Layer, 'mainPaths'>): number {
  const name = nameWithoutVersion(names[mainPaths[0]!]!);
  let hash = OFFSET;
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), PRIME) >>> 0;
  }
  return hash % 360;
}
