import type { Closure } from '../closure/closure.ts';
import { filesOfFolder } from './files-of-folder.ts';
import { type NamedFile, namedFile, refuseSameNames } from './named-files.ts';
import type { GraphOptions } from './options.ts';
import { readClosure } from './read-closure.ts';
import { refuseStdinTwice } from './read-input.ts';

/** An image of a fleet as it was read. */
export interface ReadImage extends NamedFile {
  readonly closure: Closure;
}

/**
 * Reads the graphs that arguments name, each `GRAPH`, `NAME=GRAPH`, or a folder of graphs.
 *
 * @throws Failure when two have one name, or one cannot be read or is refused
 */
export async function readImages(
  args: readonly string[],
  options: GraphOptions,
): Promise<ReadImage[]> {
  const files = args.flatMap((arg) => filesOfFolder(arg).map(namedFile));
  refuseSameNames(files);
  refuseStdinTwice(files.map(({ file }) => file));
  const images: ReadImage[] = [];
  for (const file of files) {
    images.push({ ...file, closure: await readClosure(file.file, options) });
  }
  return images;
}
