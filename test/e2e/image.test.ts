import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { expectSound } from './expect-sound.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { blob, blobDigests, diffId, type OciLayout, readOciLayout, sha256 } from './oci-layout.ts';
import { run } from './run.ts';

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
  afterAll(() => store?.remove(), 60_000);

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
    const command = config.config['Cmd'] as string[];
    expect(await inRoot('web', ...command)).toBe('hello\n');
    const links = await inRoot('web', '/bin/sh', '-c', 'cat /share/web-app-1.0/references');
    expect(links).toMatch(/-nginx-1.22 .*-busybox/);
    expect(await inRoot('web', '/sbin/ls', '/bin')).toContain('web-app-1.0-data');
  });

  async function inRoot(name: string, ...command: readonly string[]): Promise<string> {
    const root = join(store.folder, `bundle-${name}/rootfs`);
    const become = process.getuid?.() === 0 ? [] : ['unshare', '--map-root-user'];
    const [program, ...args] = [...become, 'chroot', root, ...command];
    return run(program!, args);
  }

  it('takes config, and adds it to that of the image built upon', () => {
    expect(image('web').config).toMatchObject({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      created: '1970-01-01T00:00:01Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['RELEASE=1.0'] },
    });
    const { Env, Cmd } = image('upon').config.config;
    expect(Env).toEqual(['RELEASE=1.0', 'UPON=web']);
    expect(Cmd).toEqual(image('web').config.config['Cmd']);
  });

  it('runs extraCommands, and has the links belong to uid and gid', async () => {
    const { folder, manifest } = image('cache');
    const blob = join(folder, 'blobs', manifest.layers.at(-1)!.digest.replace(':', '/'));
    const members = await run('tar', [
      '--list',
      '--verbose',
      '--numeric-owner',
      '--gzip',
      '--file',
      blob,
    ]);
    expect(members).toMatch(/^drwxrwxrwt 33\/44 .* tmp\/$/m);
    expect(members).toMatch(/ sqlite -> \/.*-sqlite-3.40\/share$/m);
    expect(members).toMatch(/ bin\/redis-7.0-data -> \/.*-redis-7.0\/bin\/redis-7.0-data$/m);
  });

  it('builds upon the layers of another image, from its layout or its archive', async () => {
    const base = image('web').manifest.layers.map(({ digest }) => digest);
    const ours = image('upon').manifest.layers.map(({ digest }) => digest);
    expect(ours.slice(0, base.length)).toEqual(base);
    const [output] = await store.build(['uponArchive']);
    expect(blobDigests(store.physical(output!))).toEqual(blobDigests(image('upon').folder));
  });

  it.each(
    ['absolute', 'dotted', 'relative'].flatMap((names) =>
      ['none', 'gzip', 'zstd'].map((compressor) => [names, compressor] as const),
    ),
  )('finds what an archive with %s names has (compressor: %s)', async (names, compressor) => {
    const [output] = await store.build([`uponArchiveOf.${names}.${compressor}`]);
    const { manifest, storePaths } = readOciLayout(store.physical(output!));
    const roots = (await store.evaluate('map toString images.roots.upon')) as string[];
    const closure = (await store.nix('nix-store', ['-qR', ...roots])).trim().split('\n');
    expect((await storePaths()).flat().sort()).toEqual(closure.sort());
    expect(manifest.layers.length).toBeLessThanOrEqual(9);
  });

  it.each(['manifest', 'config', 'layer'])(
    'refuses a base whose %s is outside it',
    async (place) => {
      await expect(store.build([`uponEscape.${place}`])).rejects.toThrow(
        /fromImage: digest "sha256:..\/..\/..\/x", expected sha256: and 64 hexadecimal digits/,
      );
    },
  );

  it('has links alone where it finds its store paths elsewhere', async () => {
    const [output] = await store.build(['withoutStorePaths']);
    const { manifest, storePaths } = readOciLayout(store.physical(output!));
    expect(manifest.layers).toEqual([image('web').manifest.layers.at(-1)]);
    expect(await storePaths()).toEqual([[]]);
  });

  it('refuses a base that leaves no layer', async () => {
    await expect(store.build(['uponTooMuch'])).rejects.toThrow(
      /group-layers: the base has 6 layers, which leaves none of a budget of 6\n.*maxLayers, where the base is fromImage/,
    );
  });

  it('gives one file that skopeo copies', async () => {
    const [archive] = await store.build(['web.archive']);
    const copy = join(store.folder, 'copy');
    await run('skopeo', [
      '--insecure-policy',
      'copy',
      `oci-archive:${store.physical(archive!)}:1.0`,
      `oci:${copy}:1.0`,
    ]);
    expect(blobDigests(copy)).toEqual(blobDigests(image('web').folder));
  });

  it('tells a registry server where to find the blobs', async () => {
    const [manifest, locations] = await store.build(['web.manifest', 'web.layerLocations']);
    const { folder } = image('web');
    const served = readFileSync(store.physical(manifest!));
    const located = JSON.parse(readFileSync(store.physical(locations!), 'utf8'));
    expect(Object.keys(located)).toContain(sha256(served));
    expect(Object.keys(located).sort()).toEqual(
      blobDigests(folder).map((digest) => `sha256:${digest}`),
    );
    for (const [digest, { path, size }] of Object.entries<{ path: string; size: number }>(
      located,
    )) {
      const content = readFileSync(store.physical(path));
      expect([sha256(content), content.length]).toEqual([digest, size]);
    }
  });

  it('shares layers between images as derivations, and tags itself by its output', async () => {
    const drvs = 'map (layer: layer.drvPath)';
    const shared = await store.evaluate(
      `builtins.filter (drv: builtins.elem drv (${drvs} images.web.layers)) (${drvs} images.report.layers)`,
    );
    expect(shared).toContainEqual(expect.stringMatching(/-layer\.drv$/));
    const tag = await store.evaluate('images.empty.imageTag');
    expect(image('empty').tag).toBe(tag);
    expect(image('empty').folder).toContain(`/${tag}-empty`);
  });
});
