import type { Grouping } from '../layers/grouping.ts';
import { layerIdentities } from './layer-identities.ts';
import { updateBytes } from './measure-series.ts';

/** What updates from older graphs of the same image pull, in bytes, added up over all of them. */
export interface UpdatePull {
  readonly pulled: number;
  /** Of store paths that the client lacks, the least that any layering can pull. */
  readonly floor: number;
  /** (pulled − floor) ÷ (what one layer would pull − floor); 0 where nothing could be saved. */
  readonly excess: number;
}

/** What clients that have one of the `older` groupings each pull for `grouping`. O(n) over all. */
export function updatePull(grouping: Grouping, older: readonly Grouping[]): UpdatePull {
  const identify = layerIdentities();
  const current = identify(grouping);
  let pulled = 0;
  let floor = 0;
  let oneLayer = 0;
  for (const old of older) {
    const bytes = updateBytes(grouping, current, identify(old));
    pulled += bytes.pulled;
    floor += bytes.floor;
    oneLayer += bytes.oneLayer;
  }
  const avoidable = oneLayer - floor;
  return { pulled, floor, excess: avoidable === 0 ? 0 : (pulled - floor) / avoidable };
}
