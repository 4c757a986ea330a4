import { buildClosure } from '../closure/build-closure.ts';
import type { Closure } from '../closure/closure.ts';
import { entryTable } from '../closure/entry-table.ts';
import { successors } from '../graph/csr.ts';
import type { Grouping } from '../layers/grouping.ts';

const APPLICATION = '/nix/store/00000000000000000000000000000000-application';
const APPLICATION_SIZE = 2 * 1024 * 1024;

/**
 * What a release pulls on average, as a multiple of what was released. Each closure gets one more store
 * path, an application of 2 MiB that refers to all roots and becomes the only root; the layer that
 * contains it is pulled. This models frequent releases in which only the application changes.
 *
 * @param group groups a closure
 */
export function releasePull(
  closures: readonly Closure[],
  group: (closure: Closure) => Grouping,
): number {
  const pulled = closures.reduce((sum, closure) => sum + applicationLayer(group, closure), 0);
  return closures.length === 0 ? 1 : pulled / (closures.length * APPLICATION_SIZE);
}

function applicationLayer(group: (closure: Closure) => Grouping, closure: Closure): number {
  const { layers, closure: released } = group(withApplication(closure));
  const application = released.storePaths.indexOf(APPLICATION);
  return layers.find(({ members }) => members.includes(application))!.narSize;
}

function withApplication({ storePaths, narSizes, references, roots }: Closure): Closure {
  const pathsOf = (indices: Uint32Array) => Array.from(indices, (index) => storePaths[index]!);
  const entries = storePaths.map((path, index) => ({
    path,
    narSize: narSizes[index]!,
    references: pathsOf(successors(references, index)),
  }));
  const application = { path: APPLICATION, narSize: APPLICATION_SIZE, references: pathsOf(roots) };
  return buildClosure(entryTable([...entries, application]), [APPLICATION]);
}
