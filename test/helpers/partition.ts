import type { Closure } from '../../src/closure/closure.ts';

/** Layers as sorted strings of sorted members: equal for equal partitions. */
export function partition(
  layers: readonly { readonly members: Iterable<number> }[],
  labels: readonly string[],
): string[] {
  return layers
    .map(({ members }) =>
      Array.from(members, (path) => labels[path]!)
        .sort()
        .join(' '),
    )
    .sort();
}

/** A partition by names, which a change of digests must not change. */
export function partitionByName(
  layers: readonly { readonly members: Iterable<number> }[],
  { names }: Closure,
): string[] {
  return partition(layers, names);
}
