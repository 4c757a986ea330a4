import type { ZlibOptions } from 'node:zlib';
import { EXIT } from './exit-codes.ts';
import { Failure, reasonOf } from './failure.ts';
import { displayName } from './read-input.ts';

/** A way to compress. */
export interface Compression {
  readonly name: string;
  readonly magic: readonly number[];
  /** The function of Node's zlib that unpacks it, where there is one; for zstd only newer versions have it. */
  readonly unpack?: 'gunzipSync' | 'zstdDecompressSync';
}

type Unpack = (content: Uint8Array, options: ZlibOptions) => Uint8Array;

const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], unpack: 'gunzipSync' },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: 'zstdDecompressSync' },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68] },
];

/** Bytes that any file may unpack to. */
const FEW_UNPACKED = 2 ** 24;

/** A larger file may unpack to this many times its size; graphs, which are full of digests, to about 10. */
const MOST_TIMES = 64;

/**
 * The content of a file that may be compressed.
 *
 * @param file its name, for messages
 * @throws Failure when it is damaged, unpacks to far too much, or is compressed in a way that Node.js does not read
 */
export async function unpack(file: string, content: Uint8Array): Promise<Uint8Array> {
  const compression = compressionOf(content);
  if (compression === undefined) {
    return content;
  }
  const { name } = compression;
  const refuse = (reason: string): Failure => {
    const source = file === '-' ? '' : ` <${displayName(file)}`;
    return new Failure(
      `${displayName(file)}: compressed by ${name}, ${reason}\n` +
        `unpack it first: ${name} -dc${source} | group-layers -`,
      EXIT.refused,
    );
  };
  // loaded here only, because it takes some milliseconds
  const zlib: { readonly [name: string]: unknown } = await import('node:zlib');
  const open = compression.unpack && (zlib[compression.unpack] as Unpack | undefined);
  if (open === undefined) {
    throw refuse('which this Node.js does not read');
  }
  try {
    return open(content, { maxOutputLength: Math.max(FEW_UNPACKED, MOST_TIMES * content.length) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw refuse(`to less than 1/${MOST_TIMES} of its size`);
    }
    throw new Failure(
      `${displayName(file)}: compressed by ${name}, but damaged: ${reasonOf(error)}\nwrite or copy it again`,
      EXIT.refused,
      { cause: error },
    );
  }
}

/** How a file is compressed, as its first bytes tell. */
export function compressionOf(content: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => content[index] === byte));
}
