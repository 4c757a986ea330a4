import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { blob, blobDigests, diffId, type OciLayout, readOciLayout, sha256 } from './oci-layout.ts';
import { endToEnd, run } from './programs.ts';

const IMAGES = ['web', 'report', 'cache', 'many', 'empty', 'upon'] as const;
const MOST_LAYERS = { web: 6, report: 20, cache: 3, many: 2, empty: 96, upon: 9 };

endToEnd('buildImage', ['nix-build', 'jq', 'skopeo', 'umoci', 'busybox'], () => {
  let store: NixStore;
  const images = new Map<string, OciLayout>();
  const image = (name: string) => images.get(name)!;

  beforeAll(async () => {
    store = await createNixStore();
    const outputs = await store.build(IMAGES);
    IMAGES.forEach((name, index) => {
      images.set(name, readOciLayout(store.physical(outputs[index]!)));
    });
  }, 120_000);
  afterAll(() => store?.remove());

  describe.each(IMAGES)('%s', (name) => {
    it('has every store path in one layer that depends on just its own', async () => {
      await expectSound(store, name);
    });

    it('keeps to maxLayers and describes its layers', () => {
      const { folder, manifest, config } = image(name);
      expect(manifest.layers.length).toBeLessThanOrEqual(MOST_LAYERS[name]);
      expect(config.rootfs.diff_ids).toEqual(manifest.layers.map((layer) => diffId(folder, layer)));
      expect(config.history).toHaveLength(manifest.layers.length);
      for (const { digest, size } of [manifest.config, ...manifest.layers]) {
        const content = blob(folder, digest);
        expect([sha256(content), content.length]).toEqual([digest, size]);
      }
    });

    it('is read by skopeo and unpacked by umoci', async () => {
      const { folder, tag, manifest } = image(name);
      const inspected = JSON.parse(await run('skopeo', ['inspect', `oci:${folder}:${tag}`]));
      expect(inspected.Layers).toEqual(manifest.layers.map(({ digest }) => digest));
      const bundle = join(store.folder, `bundle-${name}`);
      await run('umoci', ['unpack', '--rootless', '--image', `${folder}:${tag}`, bundle]);
    });

    it('has the same blobs without import-from-derivation', async () => {
      const [output] = await store.build([`withoutIfd.${name}`]);
      expect(blobDigests(store.physical(output!))).toEqual(blobDigests(image(name).folder));
    });
  });

  it('runs its command in its root', async () => {
    const { config } = image('web');
    const root = join(store.folder, 'bundle-web/rootfs');
    const command = ['chroot', root, ...(config.config['Cmd'] as string[])];
    expect(await run('unshare', ['--map-root-user', ...command])).toBe('hello\n');
    const links = ['chroot', root, '/bin/sh', '-c', 'cat /share/web-app-1.0/references'];
    expect(await run('unshare', ['--map-root-user', ...links])).toMatch(/-nginx-1.22 .*-busybox/);
  });
});
