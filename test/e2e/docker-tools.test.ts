import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore, REAL_NIXPKGS } from './nix-store.ts';
import { type OciLayout, readOciLayout } from './oci-layout.ts';
import { run } from './run.ts';

/** By image, what its store paths are the closure of, and the most layers that it may have. */
const WHOLE_IMAGES: readonly (readonly [image: string, roots: string, maxLayers: number])[] = [
  ...[['two', 'web', 2] as const, ['six', 'web', 6] as const, ['hundred', 'web', 100] as const],
  ...['none', 'gz', 'zstd', 'stream', 'fakeRoot', 'fakeChroot', 'nixDb'].map(
    (image) => [image, 'web', 6] as const,
  ),
  ...[['pipeline', 'web', 4] as const],
  ...[['empty', 'empty', 6] as const, ['withoutStorePaths', 'empty', 6] as const],
  ...[['upon', 'upon', 20] as const, ['uponCompressed', 'upon', 20] as const],
];

endToEnd("nixpkgs' dockerTools with our overlay", ['nix-build', 'jq', 'skopeo'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  /** What an image asked us for, and got. */
  async function layersOf(image: string): Promise<string[][]> {
    const [answer] = await store.build([`dockerImages.${image}.conf.layersJsonFile`]);
    return JSON.parse(readFileSync(store.physical(answer!), 'utf8'));
  }

  async function closureOf(roots: string): Promise<string[]> {
    const paths = (await store.evaluate(`map toString images.roots.${roots}`)) as string[];
    if (paths.length === 0) {
      return [];
    }
    return (await store.nix('nix-store', ['-qR', ...paths])).trim().split('\n').sort();
  }

  it.each(['stream', 'build'])('places every store path once (%s)', async (image) => {
    const layers = await layersOf(image);
    expect(layers).toHaveLength(5);
    expect(layers.flat().sort()).toEqual(await closureOf('web'));
  });

  it('has what was grouped and how in the image', async () => {
    const [graph, grouped] = await store.build([
      'dockerImages.build.graph',
      'dockerImages.build.groupedLayers',
    ]);
    const read = (path: string) => JSON.parse(readFileSync(store.physical(path), 'utf8'));
    const paths = read(graph!).graph.map((entry: { path: string }) => entry.path);
    expect(paths.sort()).toEqual(await closureOf('web'));
    const contents = read(grouped!).map((layer: { contents: string[] }) => layer.contents);
    expect(contents).toEqual(await layersOf('build'));
  });

  it('has the grouping of what an image is overridden with', async () => {
    const [mended, other] = (await store.evaluate(`[
      (images.dockerImages.stream.override { maxLayers = 3; }).groupedLayers.drvPath
      images.dockerImages.stream.groupedLayers.drvPath ]`)) as string[];
    expect(mended).not.toBe(other);
  });

  it.each(['withoutStorePaths', 'empty'])('has no layers for none (%s)', async (image) => {
    expect(await layersOf(image)).toEqual([]);
  });

  it('leaves out what the image built upon has', async () => {
    const base = new Set(await closureOf('web'));
    const layers = await layersOf('upon');
    expect(layers.length).toBeLessThanOrEqual(2);
    expect(layers.flat().sort()).toEqual(
      (await closureOf('upon')).filter((path) => !base.has(path)),
    );
  });

  it('refuses a base that leaves no layer, in its own name', async () => {
    await expect(layersOf('uponTooMuch')).rejects.toThrow(/group-layers: the base has 6 layers/);
    await expect(layersOf('uponTooMuch')).rejects.not.toThrow(/buildImage:/);
  });

  it('leaves an image with a layeringPipeline alone', async () => {
    const grouping = await store.evaluate(`
      (images.dockerTools.streamLayeredImage (images.dockerArguments // { layeringPipeline = [ ]; })) ? graph`);
    expect(grouping).toBe(false);
  });

  /** A whole image, as skopeo reads it. */
  async function wholeImage(image: string): Promise<OciLayout> {
    const [output] = await store.build([`wholeDockerImages.${image}`]);
    const folder = join(store.folder, image);
    const plain = join(store.folder, `${image}.tar`);
    const decompress = 'gzip -dcf < "$1" | zstd -qdcf > "$2"';
    await run('bash', ['-c', decompress, 'bash', store.physical(output!), plain]);
    const flags = ['--insecure-policy', 'copy'];
    await run('skopeo', [...flags, `docker-archive:${plain}`, `oci:${folder}:x`]);
    return readOciLayout(folder);
  }

  describe.skipIf(REAL_NIXPKGS === undefined)('in whole images of a real dockerTools', () => {
    it.each(WHOLE_IMAGES)('%s has every store path once', async (image, roots, maxLayers) => {
      const { manifest, storePaths } = await wholeImage(image);
      const layers = await storePaths();
      expect(layers.flat().sort()).toEqual(await closureOf(roots));
      expect(manifest.layers.length).toBeLessThanOrEqual(maxLayers);
      const [answer] = await store.build([`wholeDockerImages.${image}.conf.layersJsonFile`]);
      const answered: string[][] = JSON.parse(readFileSync(store.physical(answer!), 'utf8'));
      const ours = layers.slice(0, -1).slice(layers.length - 1 - answered.length);
      expect(ours.map((paths) => paths.sort())).toEqual(answered.map((paths) => paths.sort()));
    });

    it.each(['fakeRoot', 'fakeChroot'])('%s has what its commands did', async (image) => {
      const { folder, manifest } = await wholeImage(image);
      const layer = join(folder, 'blobs', manifest.layers.at(-1)!.digest.replace(':', '/'));
      const members = await run('tar', ['--list', '--verbose', '--numeric-owner', '--file', layer]);
      expect(members).toMatch(/^drwx\S+ 7\/8 .* \.?\/?srv\/$/m);
    });
  });

  it('is refused by a nixpkgs whose dockerTools does not ask', async () => {
    await expect(store.evaluate('images.oldDockerTools')).rejects.toThrow(
      /needs nixpkgs 25.11 or later/,
    );
  });
});
