import * as zlib from 'node:zlib';
import { EXIT } from './exit-codes.ts';
import { Failure, reasonOf } from './failure.ts';
import { displayName } from './read-input.ts';

/** A way to compress. */
export interface Compression {
  readonly name: string;
  readonly magic: readonly number[];
  /** Undefined if this Node.js cannot. */
  readonly unpack: ((content: Uint8Array) => Uint8Array) | undefined;
}

/** Only newer versions of Node.js have it. */
const zstd = (zlib as { zstdDecompressSync?: Compression['unpack'] }).zstdDecompressSync;

const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], unpack: zlib.gunzipSync },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: zstd },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], unpack: undefined },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], unpack: undefined },
];

/**
 * The content of a file that may be compressed.
 *
 * @param file its name, for messages
 * @throws Failure when it is damaged, or compressed in a way that Node.js does not read
 */
export function unpack(file: string, content: Uint8Array): Uint8Array {
  const compression = compressionOf(content);
  if (compression === undefined) {
    return content;
  }
  const { name, unpack: open } = compression;
  if (open === undefined) {
    const source = file === '-' ? '' : ` <${displayName(file)}`;
    throw new Failure(
      `${displayName(file)}: compressed by ${name}, which this Node.js does not read\n` +
        `unpack it first: ${name} -dc${source} | group-layers -`,
      EXIT.refused,
    );
  }
  try {
    return open(content);
  } catch (error) {
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
