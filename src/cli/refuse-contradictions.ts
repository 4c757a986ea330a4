import type { Closure } from '../closure/closure.ts';
import { successors } from '../graph/csr.ts';
import { describeFinding, InputError } from '../input/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { displayName } from './read-input.ts';

/** A closure and the file that it was read from. */
export interface ReadClosure {
  readonly file: string;
  readonly closure: Closure;
}

/**
 * Runs what unites closures, and turns its InputError into a Failure that names the files that differ in
 * a store path.
 */
export function refusingContradictions<Result>(
  read: readonly ReadClosure[],
  unite: () => Result,
): Result {
  try {
    return unite();
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const lines = error.findings.map((finding) => {
      const files = filesThatDiffer(read, finding.place).map(displayName).join(' and ');
      return `${files}: ${describeFinding(finding)}`;
    });
    const more = error.more === '' ? [] : [error.more];
    const advice = 'give graphs of one store, in which a store path is the same for all images';
    throw new Failure([...lines, ...more, advice].join('\n'), EXIT.refused, { cause: error });
  }
}

/** The first file with a store path, and the first that has it with another size or other references. */
function filesThatDiffer(read: readonly ReadClosure[], path: string): string[] {
  const entries = read
    .filter(({ closure }) => closure.storePaths.includes(path))
    .map(({ file, closure }) => ({ file, entry: entryOf(closure, path) }));
  const other = entries.find(({ entry }) => entry !== entries[0]!.entry);
  return [entries[0]!.file, other!.file];
}

/** The size and the references of a store path, as text. */
function entryOf({ storePaths, narSizes, references }: Closure, path: string): string {
  const index = storePaths.indexOf(path);
  const targets = Array.from(successors(references, index), (target) => storePaths[target]!);
  return [narSizes[index], ...targets.sort()].join(' ');
}
