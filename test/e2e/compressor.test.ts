import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { diffId, type OciLayout, readOciLayout } from './oci-layout.ts';
import { run } from './run.ts';

const MEDIA_TYPE = 'application/vnd.oci.image.layer.v1.tar';
const MEDIA_TYPES = {
  gzip: `${MEDIA_TYPE}+gzip`,
  zstd: `${MEDIA_TYPE}+zstd`,
  zstd1: `${MEDIA_TYPE}+zstd`,
  none: MEDIA_TYPE,
};

endToEnd('compressors', ['nix-build', 'skopeo', 'umoci', 'zstd'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  async function image(name: string): Promise<OciLayout> {
    const [output] = await store.build([name]);
    return readOciLayout(store.physical(output!));
  }
  const size = ({ manifest }: OciLayout) =>
    manifest.layers.reduce((sum, layer) => sum + layer.size, 0);

  it.each(Object.entries(MEDIA_TYPES))('make the same layers (%s)', async (name, mediaType) => {
    const web = await image('web');
    const { folder, tag, manifest, config } = await image(`compressed.${name}`);
    expect(new Set(manifest.layers.map((layer) => layer.mediaType))).toEqual(new Set([mediaType]));
    expect(config).toEqual(web.config);
    expect(manifest.layers.map((layer) => diffId(folder, layer))).toEqual(config.rootfs.diff_ids);

    const copy = join(store.folder, `copy-${name}`);
    const flags = ['--insecure-policy', 'copy', '--preserve-digests'];
    await run('skopeo', [...flags, `oci:${folder}:${tag}`, `oci:${copy}:${tag}`]);
    if (!name.startsWith('zstd') || (await umociReadsZstd())) {
      const bundle = join(store.folder, `bundle-${name}`);
      await run('umoci', ['unpack', '--rootless', '--image', `${folder}:${tag}`, bundle]);
    }
  });

  async function umociReadsZstd(): Promise<boolean> {
    const version = /[0-9]+\.([0-9]+)/.exec(await run('umoci', ['--version']))!;
    return Number(version[1]) >= 5;
  }

  it('make them smaller with a higher level', async () => {
    expect(size(await image('compressed.gzip'))).toBeLessThan(size(await image('web')));
    const [fast, usual] = [await image('compressed.zstd1'), await image('compressed.zstd')];
    expect(size(fast)).not.toBe(size(usual));
    expect(size(usual)).toBeLessThan(size(await image('compressed.none')));
  });

  it('can be those of an image to build upon', async () => {
    const base = await image('compressed.zstd');
    const { manifest, storePaths } = await image('uponZstd');
    expect(manifest.layers.slice(0, 6)).toEqual(base.manifest.layers);
    const paths = (await storePaths()).flat();
    expect(new Set(paths).size).toBe(paths.length);
  });
});
