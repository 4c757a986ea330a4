import type { Closure } from '../closure/closure.ts';
import type { Diff } from '../tuning/diff.ts';

/** A diff as JSON: sizes in exact bytes, store paths in full. */
export function diffJson(
  { layers, paths, blame, size }: Diff,
  older: Closure | undefined,
  newer: Closure | undefined,
): string {
  const from = (path: number) => older!.storePaths[path]!;
  const to = (path: number) => newer!.storePaths[path]!;
  const answer = {
    pulled: layers.pulled,
    ...(paths && { floor: paths.floor }),
    ...(size && { update: { ...size, cause: to(size.cause) } }),
    layers: {
      kept: layers.kept,
      changed: layers.changed.map(({ layer, ...rest }) => ({ ...layer, ...rest })),
      new: layers.added.map(({ layer, ...rest }) => ({ ...layer, ...rest })),
      gone: layers.gone,
    },
    ...(paths && {
      paths: {
        added: paths.added.map(to),
        removed: paths.removed.map(from),
        updated: paths.updated.map((update) => ({ from: from(update.from), to: to(update.to) })),
        rebuilt: paths.rebuilt.map((update) => ({ from: from(update.from), to: to(update.to) })),
      },
    }),
    ...(blame && { blame: blame.map(({ path, ...bytes }) => ({ path: to(path), ...bytes })) }),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
