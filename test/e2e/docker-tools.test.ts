import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';

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
    await expect(layersOf('uponTooMuch')).rejects.toThrow(/group-layers: fromImage has 6 layers/);
    await expect(layersOf('uponTooMuch')).rejects.not.toThrow(/buildImage:/);
  });

  it('leaves an image with a layeringPipeline alone', async () => {
    const grouping = await store.evaluate(`
      (images.dockerTools.streamLayeredImage (images.dockerArguments // { layeringPipeline = [ ]; })) ? graph`);
    expect(grouping).toBe(false);
  });

  it('is refused by a nixpkgs whose dockerTools does not ask', async () => {
    await expect(store.evaluate('images.oldDockerTools')).rejects.toThrow(
      /needs nixpkgs 25.11 or later/,
    );
  });
});
