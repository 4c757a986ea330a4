import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../input/input-error.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { spawn } from '../spawn.ts';
import { compressionOf } from '../unpack.ts';
import { type Chunks, peek } from './chunks.ts';

/** Bytes of what is unpacked at once. */
const PIECE_SIZE = 2 ** 18;
const LONGEST_MAGIC = 6;

/**
 * What is compressed by gzip, zstd, xz or bzip2, unpacked; anything else as it is. All but gzip is unpacked by
 * the program of that name, because Node.js reads zstd from version 22.15 on only.
 *
 * @throws Failure when there is no such program, InputError or an error of zlib when the content is damaged
 */
export async function* decompressed(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { beginning, all } = await peek(chunks, LONGEST_MAGIC);
  const compression = compressionOf(beginning);
  if (compression === undefined) {
    yield* all;
  } else if (compression.name === 'gzip') {
    const gunzip = createGunzip({ chunkSize: PIECE_SIZE });
    // errors end the reading of gunzip
    pipeline(Readable.from(all), gunzip, () => {});
    yield* gunzip;
  } else {
    yield* unpackedBy(compression.name, all);
  }
}

async function* unpackedBy(program: string, chunks: Chunks): AsyncGenerator<Uint8Array> {
  const child = spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  ended.catch(() => {});
  pipeline(Readable.from(chunks), child.stdin, () => {});
  try {
    yield* child.stdout;
    const code = await ended;
    if (code !== 0) {
      const found = `compressed by ${program}, but damaged`;
      throw new InputError([{ place: '', found }], 'write or copy it again');
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    throw new Failure(
      `compressed by ${program}, and there is no program ${program}\ninstall it, or unpack the file first`,
      EXIT.refused,
      { cause: error },
    );
  } finally {
    child.kill();
  }
}
