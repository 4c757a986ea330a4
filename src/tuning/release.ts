import { buildClosure } from '../closure/build-closure.ts';
import type { Closure } from '../closure/closure.ts';
import { entryTable } from '../closure/entry-table.ts';
import { successors } from '../graph/csr.ts';
import type { Grouping } from '../layers/grouping.ts';

const APPLICATION_SIZE = 2 * 1024 * 1024;

/**
 * What a release pulls on average, as a multiple of what was released. Each closure gets one more store
 * path, an application of 2 MiB of its own that refers to all roots and becomes the only root; the layer
 * that contains it is pulled. This models frequent releases in which only the application changes.
 *
 * @param group groups closures, in their order
 */
export function releasePull(
  closures: readonly Closure[],
  group: (closures: readonly Closure[]) => readonly Grouping[],
): number {
  const groupings = group(closures.map(withApplication));
  const pulled = groupings.reduce((sum, grouping, at) => sum + applicationLayer(grouping, at), 0);
  return closures.length === 0 ? 1 : pulled / (closures.length * APPLICATION_SIZE);
}

function applicationLayer({ layers, closure }: Grouping, at: number): number {
  const application = closure.storePaths.indexOf(applicationOf(at));
  return layers.find(({ members }) => members.includes(application))!.narSize;
}

/** The store path of the application of the closure at a position. */
function applicationOf(at: number): string {
  return `/nix/store/${String(at).padStart(32, '0')}-application`;
}

function withApplication(
  { storePaths, narSizes, references, roots }: Closure,
  at: number,
): Closure {
  const path = applicationOf(at);
  const pathsOf = (indices: Uint32Array) => Array.from(indices, (index) => storePaths[index]!);
  const entries = storePaths.map((storePath, index) => ({
    path: storePath,
    narSize: narSizes[index]!,
    references: pathsOf(successors(references, index)),
  }));
  const application = { path, narSize: APPLICATION_SIZE, references: pathsOf(roots) };
  return buildClosure(entryTable([...entries, application]), [path]);
}
