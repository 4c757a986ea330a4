import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';

export type Compressor = 'none' | 'gzip' | 'zstd';

/** The files of an image by name. */
export type ImageFiles = Readonly<Record<string, Uint8Array | string>>;

/** The tar archive of a layer: an empty file for each name, a folder for each that ends in a slash. */
export function layerTar(names: readonly string[]): Promise<Uint8Array> {
  return packTar(
    names.map((name): TarEntry => {
      const type = name.endsWith('/') ? 'directory' : 'file';
      return type === 'file'
        ? { header: { name, type, size: 5 }, body: 'hello' }
        : { header: { name, type, size: 0 } };
    }),
  );
}

export function compress(content: Uint8Array, compressor: Compressor): Uint8Array {
  return compressor === 'none'
    ? content
    : compressor === 'gzip'
      ? gzipSync(content)
      : spawnSync('zstd', ['-c'], { input: content }).stdout;
}

/** The files of an OCI layout with one image for each list of layers, which are blobs. */
export function ociLayout(images: readonly (readonly Uint8Array[])[]): ImageFiles {
  const files: Record<string, Uint8Array | string> = {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
  };
  const add = (content: Uint8Array | string): string => {
    const digest = createHash('sha256').update(content).digest('hex');
    files[`blobs/sha256/${digest}`] = content;
    return `sha256:${digest}`;
  };
  const manifests = images.map((layers, image) => ({
    digest: add(JSON.stringify({ layers: layers.map((layer) => ({ digest: add(layer) })) })),
    platform: { os: 'linux', architecture: ['amd64', 'arm64'][image] },
  }));
  files['index.json'] = JSON.stringify({ manifests });
  return files;
}

export function writeFolder(folder: string, files: ImageFiles): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export async function writeArchive(
  file: string,
  files: ImageFiles,
  compressor: Compressor = 'none',
): Promise<string> {
  const entries = Object.entries(files).map(([name, body]): TarEntry => {
    const size = Buffer.byteLength(body);
    return { header: { name, type: 'file', size }, body };
  });
  writeFileSync(file, compress(await packTar(entries), compressor));
  return file;
}
