import type { PullModel } from '../pull-model/pull-model.ts';
import { DUST_SIZE } from '../pull-model/update-events.ts';

/**
 * Which paths are dust: too small to shape a layer. They are attached to finished layers, one by one and
 * without effect on each other, so that a small path that comes or goes moves nothing else.
 *
 * Dust is what is smaller than DUST_SIZE or than the (CORE_LEAST + CORE_PER_LAYER × budget)-th largest path (rounded down to a power of two), if a larger path
 * or a root lies above it: joining that one's layer, it changes no chance of it. Small paths that nothing covers
 * (entry points, metapackages) and roots are no dust, but for the excess over MOST_UNCOVERED × budget.
 * Cost: O(n log n + m). Ties go by index.
 */

/** How many paths shape the grouping: with more the churn of large images grows, with fewer their pull (tried 1.5 to 8 per layer). */
const CORE_LEAST = 48;
const CORE_PER_LAYER = 2;
/** Bounds the work on closures that are mostly small entry points. */
const MOST_UNCOVERED = 2;

export function dustOf(model: PullModel, budget: number): Uint8Array {
  const { n, narSizes, references } = model;
  const dust = new Uint8Array(n);
  const core = CORE_LEAST + CORE_PER_LAYER * budget;
  let limit = model.ignoresDust ? DUST_SIZE : 0;
  if (core < n) {
    const bySize = narSizes.slice().sort();
    const rank = bySize[n - 1 - core]!;
    let power = 1;
    while (power * 2 <= rank) {
      power *= 2;
    }
    limit = Math.max(limit, power);
    // where sizes lie close together the power of two would let in too many
    const most = n - 1 - 2 * core;
    if (most >= 0 && bySize[most]! >= limit) {
      limit = bySize[most]! + 1;
    }
  }
  if (limit === 0) {
    return dust;
  }

  const isRoot = new Uint8Array(n);
  for (const root of model.releaseRoots) {
    isRoot[root] = 1;
  }
  const covered = new Uint8Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const path = model.upwards[k]!;
    if (covered[path] === 0 && isRoot[path] === 0 && narSizes[path]! < limit) {
      continue;
    }
    const end = references.offsets[path + 1]!;
    for (let e = references.offsets[path]!; e < end; e++) {
      covered[references.targets[e]!] = 1;
    }
  }
  const uncovered: number[] = [];
  for (let i = 0; i < n; i++) {
    if (isRoot[i] === 1 || narSizes[i]! >= limit) {
      continue;
    }
    if (covered[i] === 1) {
      dust[i] = 1;
    } else {
      uncovered.push(i);
    }
  }
  const most = MOST_UNCOVERED * budget;
  if (uncovered.length > most) {
    uncovered.sort((a, b) => narSizes[b]! - narSizes[a]! || a - b);
    for (let k = most; k < uncovered.length; k++) {
      dust[uncovered[k]!] = 1;
    }
  }
  return dust;
}
