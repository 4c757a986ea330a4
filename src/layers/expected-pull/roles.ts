import type { PullModel } from '../pull-model/pull-model.ts';
import { DUST_SIZE } from '../pull-model/update-events.ts';

/** The part that each path plays, by its index: CORE, DUST or ALONE. */
export type Roles = Uint8Array;

/** Shapes the grouping. */
export const CORE = 0;
/** Too small to shape a layer: joins a finished one. */
export const DUST = 1;
/** Has a layer of its own, since there are more layers than are worth thinking about. */
export const ALONE = 2;

/** So many paths shape the grouping: with more, large images churn; with fewer, they pull more. */
const CORE_LEAST = 48;
const CORE_PER_LAYER = 2;

/** Small paths that nothing covers and that shape it too, per layer; bounds the work. */
const MOST_UNCOVERED = 2;

/**
 * Tells which paths are core, dust, or alone.
 *
 * Dust is small, where there is enough else to make layers of, and lies below a larger path or a
 * root: joining that one's layer, it changes no chance of it. It is attached to finished layers, one
 * by one and without effect on each other, so that a small path that comes or goes moves nothing
 * else. What nothing covers (entry points, metapackages) is core, but for the excess over
 * MOST_UNCOVERED × shaped.
 *
 * The largest `alone` paths have layers of their own. Ties go by index. O(n + m).
 *
 * @param bySize every path, the largest first
 * @param shaped the number of layers that the other paths share
 */
export function rolesOf(
  model: PullModel,
  bySize: Uint32Array,
  shaped: number,
  alone: number,
): Roles {
  const { n, narSizes } = model;
  const roles = new Uint8Array(n).fill(CORE);
  for (const path of bySize.subarray(0, alone)) {
    roles[path] = ALONE;
  }
  const others = bySize.subarray(alone);
  const limit = dustLimit(model, others, shaped);
  const isRoot = rootFlags(model);
  const covered = coveredPaths(model, isRoot, limit);
  let uncovered = 0;
  for (const path of others) {
    if (isRoot[path] === 1 || narSizes[path]! >= limit) {
      continue;
    }
    if (covered[path] === 1) {
      roles[path] = DUST;
    } else if (uncovered++ >= MOST_UNCOVERED * shaped) {
      roles[path] = DUST;
    }
  }
  return roles;
}

/** A flag for each root that a release may change. */
export function rootFlags({ n, releaseRoots }: PullModel): Uint8Array {
  const isRoot = new Uint8Array(n);
  for (const root of releaseRoots) {
    isRoot[root] = 1;
  }
  return isRoot;
}

/** The size from which on some `core` paths are left, a power of two unless sizes lie too close. */
function dustLimit(
  { narSizes, ignoresDust }: PullModel,
  bySize: Uint32Array,
  shaped: number,
): number {
  const sizeAt = (rank: number): number | undefined => narSizes[bySize[rank]!];
  const core = CORE_LEAST + CORE_PER_LAYER * shaped;
  const smallestShaped = sizeAt(shaped - 1);
  const enough = smallestShaped !== undefined && smallestShaped >= DUST_SIZE;
  const limit = ignoresDust || enough ? DUST_SIZE : 0;
  if (bySize.length <= core) {
    return limit;
  }
  const power = powerOfTwoBelow(sizeAt(core)!);
  const tooMany = sizeAt(2 * core);
  const byRank = tooMany !== undefined && tooMany >= Math.max(limit, power) ? tooMany + 1 : power;
  return Math.max(limit, byRank);
}

/** A flag for each path with a root, or a path of at least this size, above it. */
function coveredPaths(
  { n, narSizes, references, upwards }: PullModel,
  isRoot: Uint8Array,
  limit: number,
): Uint8Array {
  const covered = new Uint8Array(n);
  for (let position = n - 1; position >= 0; position--) {
    const path = upwards[position]!;
    if (covered[path] === 0 && isRoot[path] === 0 && narSizes[path]! < limit) {
      continue;
    }
    for (let edge = references.offsets[path]!; edge < references.offsets[path + 1]!; edge++) {
      covered[references.targets[edge]!] = 1;
    }
  }
  return covered;
}

/** The power of two at or below a size; 1 for what is smaller. */
function powerOfTwoBelow(size: number): number {
  let power = 1;
  while (power * 2 <= size) {
    power *= 2;
  }
  return power;
}
