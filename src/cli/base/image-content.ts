import { createReadStream, existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Chunks, collect, peek } from './chunks.ts';
import { decompressed } from './decompressed.ts';
import type { ImageFile, ReadImageFile } from './image-file.ts';
import { readLayer } from './layer-content.ts';
import { HEADER_SIZE, looksLikeTar, tarEntries } from './tar-entries.ts';

/** The files of a folder; each is read when it is asked for. */
export function folderFiles(folder: string): ReadImageFile {
  return async (name) => {
    const file = join(folder, name);
    return existsSync(file) ? readFile(createReadStream(file)) : undefined;
  };
}

/**
 * The files of an archive, all read at once from beginning to end: of layers only the headers.
 *
 * @param chunks the archive, unpacked
 * @throws InputError when it is damaged
 */
export async function archiveFiles(chunks: Chunks): Promise<ReadImageFile> {
  const files = new Map<string, ImageFile>();
  /** What docker wrote for layers that occur twice. */
  const links = new Map<string, string>();
  for await (const { header, body } of tarEntries(chunks)) {
    const name = posix.normalize(header.name);
    if (header.type === 'symlink') {
      links.set(name, posix.join(posix.dirname(name), header.linkname ?? ''));
    } else if (header.type === 'link') {
      links.set(name, posix.normalize(header.linkname ?? ''));
    }
    if (header.type === 'file' && header.size > 0) {
      files.set(name, await readFile(body));
    } else {
      await body.cancel();
    }
  }
  return async (name) => files.get(links.get(name) ?? name);
}

/** Bytes; the largest manifest that registries take is smaller, and longer texts are cut. */
const MOST_TEXT = 2 ** 22;

async function readFile(chunks: Chunks): Promise<ImageFile> {
  const { beginning, all } = await peek(decompressed(chunks), HEADER_SIZE);
  return looksLikeTar(beginning)
    ? { layer: await readLayer(all) }
    : { text: await collect(all, MOST_TEXT) };
}
