import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { InputError } from '../../input/input-error.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Chunks } from './chunks.ts';

/** Bytes of the first header of a tar archive, and where in it is what tells that it is one. */
export const HEADER_SIZE = 512;
const MAGIC = { at: 257, text: 'ustar' } as const;

/** Whether the first HEADER_SIZE bytes are those of a tar archive, which may be one of no entries. */
export function looksLikeTar(beginning: Uint8Array): boolean {
  const header = Buffer.from(beginning).subarray(0, HEADER_SIZE);
  const end = MAGIC.at + MAGIC.text.length;
  return (
    header.length === HEADER_SIZE &&
    (header.toString('latin1', MAGIC.at, end) === MAGIC.text || header.every((byte) => byte === 0))
  );
}

/**
 * The entries of a tar archive, one after the other; each body has to be read or cancelled before the next.
 *
 * @throws InputError when the archive is damaged or ends early
 */
export async function* tarEntries(chunks: Chunks): AsyncGenerator<ParsedTarEntry> {
  try {
    yield* ReadableStream.from<Uint8Array>(chunks).pipeThrough(createTarDecoder({ strict: true }));
  } catch (error) {
    if (error instanceof InputError || error instanceof Failure) {
      throw error;
    }
    const found = `a damaged archive: ${reasonOf(error)}`;
    throw new InputError([{ place: '', found }], 'write or copy it again');
  }
}
