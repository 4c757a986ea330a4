import type { Closure } from '../closure/closure.ts';
import type { NamedFile } from './named-files.ts';
import type { GraphOptions } from './options.ts';
import { progress } from './progress.ts';
import { readClosure } from './read-closure.ts';

/** An image of a fleet as it was read. */
export interface ReadImage extends NamedFile {
  readonly closure: Closure;
}

/**
 * Reads the graphs of images, with its progress shown; see `readClosure`.
 *
 * @throws Failure when one cannot be read or is refused
 */
export async function readImages(
  files: readonly NamedFile[],
  options: GraphOptions,
  note?: (message: string) => void,
): Promise<ReadImage[]> {
  const report = progress(process.stderr, files.length);
  const images: ReadImage[] = [];
  for (const file of files) {
    images.push({ ...file, closure: await readClosure(file.file, options, note) });
    report.step('graphs');
  }
  report.end();
  return images;
}
