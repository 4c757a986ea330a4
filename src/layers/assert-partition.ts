import type { Closure } from '../closure/closure.ts';
import type { LayerMembers } from './strategy.ts';

/**
 * Asserts that every store path of the closure is in exactly one layer, that no layer is empty, and
 * that there are at most `budget`. O(n).
 *
 * @throws Error when not: a bug of the strategy
 */
export function assertPartition(
  layers: readonly LayerMembers[],
  closure: Closure,
  budget: number,
): void {
  const held = new Uint32Array(closure.storePaths.length);
  for (const { members } of layers) {
    if (members.length === 0) {
      throw new Error('a layer is empty');
    }
    for (const path of members) {
      if (held[path] === undefined) {
        throw new Error(`the closure has no path ${path}`);
      }
      held[path]++;
    }
  }
  const wrong = held.findIndex((times) => times !== 1);
  if (wrong !== -1) {
    throw new Error(`${closure.storePaths[wrong]} is in ${held[wrong]} layers`);
  }
  if (layers.length > budget) {
    throw new Error(`${layers.length} layers are over the budget of ${budget}`);
  }
}
