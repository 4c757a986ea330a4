import { buildClosure } from '../closure/build-closure.ts';
import type { Closure } from '../closure/closure.ts';
import { successors } from '../graph/csr.ts';

const APPLICATION = '/nix/store/00000000000000000000000000000000-application';

/**
 * The closure with one more path above it, an application that refers to all roots and is the only
 * one afterwards. What is released daily looks like this: only the application changes.
 *
 * @param narSize bytes of the application
 */
export function withApplication(closure: Closure, narSize: number): Closure {
  const { storePaths, narSizes, references, roots } = closure;
  const pathsOf = (indices: Uint32Array) => Array.from(indices, (index) => storePaths[index]!);
  const entries = storePaths.map((path, index) => ({
    path,
    narSize: narSizes[index]!,
    references: pathsOf(successors(references, index)),
  }));
  const application = { path: APPLICATION, narSize, references: pathsOf(roots) };
  return buildClosure([...entries, application], [APPLICATION]);
}

/** The bytes that a release of the application pulls: those of its layer. */
export function applicationLayerSize(
  layers: readonly { readonly members: Uint32Array; readonly narSize: number }[],
  closure: Closure,
): number {
  const application = closure.storePaths.indexOf(APPLICATION);
  return layers.find(({ members }) => members.includes(application))!.narSize;
}
