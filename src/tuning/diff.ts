import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';
import { parseStorePath } from '../closure/store-path.ts';
import type { CostModel } from '../layers/cost/cost-model.ts';
import type { LayerContents } from '../layers/parse-grouping.ts';
import { type Blame, blame } from './blame.ts';
import { diffLayers, type LayerDiff } from './diff-layers.ts';
import { diffPaths, type PathDiff } from './diff-paths.ts';
import { type UpdateSize, updateSize } from './update-size.ts';

/** What a client that has one image pulls for another, and why. */
export interface Diff {
  readonly layers: LayerDiff;
  /** If both closures are known. */
  readonly paths?: PathDiff;
  /** If both closures are known: what is pulled because of each changed path, most bytes first. */
  readonly blame?: readonly Blame[];
  /** If the model of the newer closure is known too, and anything is new. */
  readonly size?: UpdateSize;
}

/** The contents of a grouping's layers, and its closure if that is known. */
export interface DiffSide {
  readonly layers: readonly LayerContents[];
  readonly closure?: Closure | undefined;
  /** What the closure is expected to change by. */
  readonly model?: CostModel | undefined;
}

/**
 * Computes what a client that has `older` pulls for `newer`. The difference by layers needs their
 * contents only; paths, floor and blame need both closures, each with exactly the paths of its layers.
 */
export function diff(older: DiffSide, newer: DiffSide): Diff {
  const layers = diffLayers(older.layers, newer.layers, bareName);
  if (older.closure === undefined || newer.closure === undefined) {
    return { layers };
  }
  const paths = diffPaths(older.closure, newer.closure);
  const causes = blameOf(newer.closure, layers, paths);
  const size = newer.model && updateSize(newer.model, paths.floor, causes);
  return { layers, paths, blame: causes, ...(size && { size }) };
}

function bareName(storePath: string): string {
  return nameWithoutVersion(parseStorePath(storePath)?.name ?? storePath);
}

function blameOf(
  closure: Closure,
  layers: LayerDiff,
  { added, updated, rebuilt }: PathDiff,
): Blame[] {
  const n = closure.storePaths.length;
  const changed = new Uint8Array(n);
  for (const path of [...added, ...updated.map(({ to }) => to)]) {
    changed[path] = 1;
  }
  const isNew = changed.slice();
  for (const { to } of rebuilt) {
    isNew[to] = 1;
  }
  const indexOf = new Map(closure.storePaths.map((path, index) => [path, index]));
  const pulled = [...layers.changed, ...layers.added];
  return blame(
    closure,
    isNew,
    changed,
    pulled.map(({ layer }) => layer.contents.map((path) => indexOf.get(path)!)),
  );
}
