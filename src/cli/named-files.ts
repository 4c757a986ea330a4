import { basename } from 'node:path';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { filesOfFolder } from './files-of-folder.ts';
import { displayName, refuseStdinTwice } from './read-input.ts';

/** A file, or what else an argument names, and what it is called. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/**
 * The files that arguments name, each `FILE`, `NAME=FILE` or a folder of files.
 *
 * @param others named besides
 * @throws Failure when two of all have one name or are stdin
 */
export function namedFiles(
  args: readonly string[],
  others: readonly NamedFile[] = [],
): NamedFile[] {
  const files = args.flatMap(filesOfFolder).map(namedFile);
  refuseSameNames([...files, ...others]);
  refuseStdinTwice([...files, ...others].map(({ file }) => file));
  return files;
}

/** What may be the name of a file everywhere, and is not an option. */
const NAME = /^[A-Za-z0-9_+][A-Za-z0-9_+.-]{0,199}$/;

/**
 * Parses `NAME=FILE`; without `NAME=` the name is that of the file up to its first dot.
 *
 * @throws Failure when the name is not safe as that of a file
 */
export function namedFile(argument: string): NamedFile {
  const [, given, of] = /^([^/=]*)=(.*)$/s.exec(argument) ?? [];
  const file = of ?? argument;
  const name = given ?? (file === '-' ? '' : basename(file).split('.')[0]!);
  if (!NAME.test(name)) {
    const found = name === '' ? 'no name' : `the name ${displayName(name)}`;
    throw new Failure(
      `${displayName(argument)}: ${found}, expected one of letters, digits and _ + . - that can be a file's\n` +
        'write NAME=FILE',
      EXIT.usage,
    );
  }
  return { name, file };
}

function refuseSameNames(files: readonly NamedFile[]): void {
  const byName = new Map<string, string>();
  for (const { name, file } of files) {
    const other = byName.get(name);
    if (other !== undefined) {
      throw new Failure(
        `two images called ${name}, ${displayName(other)} and ${displayName(file)}\n` +
          'give them names: NAME=FILE',
        EXIT.usage,
      );
    }
    byName.set(name, file);
  }
}
