import { layerCost } from '../layers/cost/cost.ts';
import type { Grouping } from '../layers/grouping.ts';

/** What another place for a store path would change, in bytes per update by the cost model. */
export interface Alternatives {
  /** Cost of giving it a layer of its own, one more than now; below 0 if that saves. 0 if it has one. */
  readonly alone: number;
  /** The cheapest move to another layer; undefined if there is no other or the path is alone. */
  readonly move?: {
    /** The other layer, by its position; 0 is the bottom. */
    readonly layer: number;
    /** Bytes per update; below 0 if moving saves. */
    readonly cost: number;
  };
}

/**
 * Computes what splitting a path off its layer, or moving it, would cost. O(n·w) for w words of events per
 * path.
 *
 * @param path index of the store path in the grouping's closure
 */
export function alternatives({ layers, model }: Grouping, path: number): Alternatives {
  const home = layers.findIndex(({ members }) => members.includes(path));
  const layer = layers[home]!;
  const rest = layer.members.filter((member) => member !== path);
  if (rest.length === 0) {
    return { alone: 0 };
  }
  const saved = layer.cost - layerCost(model, rest).cost;

  let best: { layer: number; cost: number } | undefined;
  layers.forEach(({ members, cost }, index) => {
    if (index === home) {
      return;
    }
    const joined = Uint32Array.from([...members, path]).sort();
    const added = layerCost(model, joined).cost - cost - saved;
    if (best === undefined || added < best.cost) {
      best = { layer: index, cost: added };
    }
  });
  return { alone: layerCost(model, [path]).cost - saved, ...(best && { move: best }) };
}
