import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { readOciLayout } from './oci-layout.ts';
import { run } from './run.ts';

interface Graph {
  readonly exportReferencesGraph: { readonly graph: readonly string[] };
  readonly graph: readonly { readonly path: string; readonly references: readonly string[] }[];
}

endToEnd('the graph of an image', ['nix-build', 'nix', 'npm', 'skopeo', 'zstd'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  const groupLayers = (...args: string[]) => run('node', ['bin/group-layers.js', ...args]);

  async function group(file: string, ...args: string[]): Promise<string[][]> {
    const grouping = await groupLayers(file, '--quiet', '--out', '-', ...args);
    return JSON.parse(grouping).map((layer: { contents: string[] }) => layer.contents);
  }

  async function fileOf(attribute: string): Promise<string> {
    const [output] = await store.build([attribute]);
    return store.physical(output!);
  }

  async function readGraph(attribute: string): Promise<Graph> {
    return JSON.parse(readFileSync(await fileOf(attribute), 'utf8'));
  }

  describe.each([
    { image: 'web', maxLayers: 6 },
    { image: 'report', maxLayers: 20 },
    { image: 'many', maxLayers: 2 },
    { image: 'empty', maxLayers: 96 },
    { image: 'upon', maxLayers: 9, base: 6 },
  ])('$image', ({ image, maxLayers, base = 0 }) => {
    it('is grouped into just the layers that are built', async () => {
      const graph = await fileOf(`${image}.graph`);
      const upon = base > 0 ? ['--base', await fileOf(`${image}.base`)] : [];
      const budget = maxLayers - 1;
      const built = await readOciLayout(await fileOf(image)).storePaths();
      const ours = built.slice(base, -1).map((paths) => paths.sort());
      expect(await group(graph, '--budget', String(budget), ...upon)).toEqual(ours);

      if (ours.length > 0) {
        const budgets = Array.from({ length: budget }, (_, index) => String(index + 1));
        const sweep = JSON.parse(
          await groupLayers('sweep', graph, '--json', '--budgets', budgets.join(), ...upon),
        );
        expect(sweep.rows.at(-1)).toMatchObject({ budget, layers: ours.length });
      }
    });
  });

  it('can be had of an image of dockerTools, with our overlay and without', async () => {
    for (const image of ['stream', 'build', 'withoutStorePaths', 'upon']) {
      const overlaid = await readGraph(`dockerImages.${image}.graph`);
      expect(await readGraph(`imageGraph images.dockerImages.${image}`)).toEqual(overlaid);
      expect(await readGraph(`imageGraph images.plainDockerImages.${image}`)).toEqual(overlaid);
    }
  });

  it('can be had of an image of buildImage of dockerTools, which copies its contents', async () => {
    const referred = await readGraph('imageGraph (with images.pkgs; [ nginx busybox ])');
    expect(await readGraph('imageGraph images.plainDockerImages.whole')).toEqual(referred);
  });

  it('is grouped alike upon every form of the same base', async () => {
    const graph = await fileOf('upon.graph');
    const layout = await fileOf('upon.base');
    const expected = await group(graph, '--budget', '8', '--base', layout);
    expect(expected.length).toBeGreaterThan(0);
    const docker = join(store.folder, 'docker.tar');
    const archive = await fileOf('web.archive');
    const to = `docker-archive:${docker}:web:1`;
    await run('skopeo', ['--insecure-policy', 'copy', `oci-archive:${archive}`, to]);
    for (const base of [await fileOf('web'), archive, docker, await fileOf('compressed.zstd')]) {
      expect(await group(graph, '--budget', '8', '--base', base)).toEqual(expected);
    }
  });

  it('can be had of contents', async () => {
    const { exportReferencesGraph, graph } = await readGraph('imageGraph images.roots.web');
    const roots = (await store.evaluate('map toString images.roots.web')) as string[];
    expect(exportReferencesGraph.graph).toEqual(roots.sort());
    const ofImage = await readGraph('imageGraph images.web');
    expect(graph).toEqual(ofImage.graph);
  });

  it('is the same in every form that this Nix prints', async () => {
    const { exportReferencesGraph } = await readGraph('web.graph');
    const roots = [...exportReferencesGraph.graph];
    const expected = await group(await fileOf('web.graph'), '--budget', '4');
    const pathInfo = ['path-info', '--json', '--recursive'];
    const forms = [['nix', ...pathInfo, ...roots]];
    if (await printsFormats()) {
      forms.push(['nix', ...pathInfo, '--json-format', '1', ...roots]);
      forms.push(['nix', ...pathInfo, '--json-format', '2', ...roots]);
    }
    for (const [program, ...args] of forms) {
      const file = join(store.folder, 'printed.json');
      writeFileSync(file, await store.nix(program!, args));
      const given = roots.flatMap((root) => ['--root', root]);
      expect(await group(file, '--budget', '4', ...given), args.join(' ')).toEqual(expected);
    }
  });

  async function printsFormats(): Promise<boolean> {
    const version = /([0-9]+)\.([0-9]+)/.exec(await store.nix('nix', ['--version']))!;
    return Number(version[1]) > 2 || Number(version[2]) >= 33;
  }
});
