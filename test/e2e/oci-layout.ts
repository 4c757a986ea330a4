import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { run } from './run.ts';

/** An OCI descriptor. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An OCI image layout on disk, its blobs read through the index. */
export interface OciLayout {
  readonly folder: string;
  readonly tag: string;
  readonly manifest: { readonly config: Descriptor; readonly layers: readonly Descriptor[] };
  readonly config: {
    readonly architecture: string;
    readonly config: Readonly<Record<string, unknown>>;
    readonly rootfs: { readonly diff_ids: readonly string[] };
    readonly history: readonly unknown[];
  };
  /** The store paths of each layer, bottom first. */
  storePaths(): Promise<string[][]>;
}

export function readOciLayout(folder: string): OciLayout {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  const [descriptor] = index.manifests;
  const manifest = JSON.parse(blob(folder, descriptor.digest).toString());
  return {
    folder,
    tag: descriptor.annotations['org.opencontainers.image.ref.name'],
    manifest,
    config: JSON.parse(blob(folder, manifest.config.digest).toString()),
    storePaths: () =>
      Promise.all(
        manifest.layers.map(({ digest }: Descriptor) => storePathsIn(blobFile(folder, digest))),
      ),
  };
}

export function blobDigests(folder: string): string[] {
  return readdirSync(join(folder, 'blobs/sha256')).sort();
}

export function sha256(data: Uint8Array): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** The digest of a layer's tar, from the blob. */
export function diffId(folder: string, { digest, mediaType }: Descriptor): string {
  const content = blob(folder, digest);
  if (mediaType.endsWith('+gzip')) {
    return sha256(gunzipSync(content));
  }
  return sha256(mediaType.endsWith('+zstd') ? unzstd(content) : content);
}

function unzstd(content: Buffer): Buffer {
  return execFileSync('zstd', ['--decompress', '--stdout'], {
    input: content,
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

export function blob(folder: string, digest: string): Buffer {
  return readFileSync(blobFile(folder, digest));
}

function blobFile(folder: string, digest: string): string {
  return join(folder, 'blobs', digest.replace(':', '/'));
}

async function storePathsIn(layer: string): Promise<string[]> {
  const members = await run('tar', ['--list', '--absolute-names', '--file', layer]);
  const names = members
    .split('\n')
    .map((name) => /^\.?\/?(.*?\/store\/[0-9a-z]{32}-[^/]+)/.exec(name)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].map((name) => `/${name}`);
}
