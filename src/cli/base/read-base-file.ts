import { createReadStream, statSync } from 'node:fs';
import { InputError } from '../../input/input-error.ts';
import type { Base } from '../../layers/base/base.ts';
import { parseBase } from '../../layers/base/parse-base.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, reasonOf } from '../failure.ts';
import { displayName } from '../read-input.ts';
import { namedFailure } from '../refuse.ts';
import { collect, peek } from './chunks.ts';
import { decompressed } from './decompressed.ts';
import { archiveFiles, folderFiles } from './image-content.ts';
import { readImage } from './read-image.ts';
import { HEADER_SIZE, looksLikeTar } from './tar-entries.ts';

/**
 * Reads what a file or folder says that a base holds: a list in any form of `parseBase`, or an image in any form of
 * `readImage`. Anything may be compressed; `-` is stdin.
 *
 * @throws Failure when it cannot be read or is refused
 */
export async function readBaseFile(file: string): Promise<Base> {
  try {
    if (file !== '-' && statSync(file).isDirectory()) {
      return await readImage(folderFiles(file));
    }
    const source = file === '-' ? process.stdin : createReadStream(file);
    const { beginning, all } = await peek(decompressed(source), HEADER_SIZE);
    return looksLikeTar(beginning)
      ? await readImage(await archiveFiles(all))
      : parseBase(await collect(all, Number.POSITIVE_INFINITY));
  } catch (error) {
    if (error instanceof Failure || error instanceof InputError) {
      throw namedFailure(error, displayName(file));
    }
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
    throw new Failure(`${displayName(file)}: ${reasonOf(error)}`, EXIT.refused, { cause: error });
  }
}
