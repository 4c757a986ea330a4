import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';

endToEnd('layers for nix2container', ['nix-build', 'jq', 'npm'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  async function read(attribute: string, file: string): Promise<unknown> {
    const [output] = await store.build([`nix2container.${attribute}`]);
    return JSON.parse(readFileSync(`${store.physical(output!)}${file}`, 'utf8'));
  }

  it('are a list of lists that has every path of the closure once, and no empty one', async () => {
    const layers = (await read('file', '')) as string[][];
    const roots = (await store.evaluate('map toString images.roots.web')) as string[];
    const closure = (await store.nix('nix-store', ['-qR', ...roots])).trim().split('\n');
    expect(layers.flat().sort()).toEqual(closure.sort());
    expect(layers).toHaveLength(4);
    expect(layers).not.toContainEqual([]);
  });

  it('are made of graphs that end where the layer does, for its program of today', async () => {
    const file = (await read('file', '')) as string[][];
    const expected = file.map((paths) => ({ paths, outside: [] }));
    expect(await read('layers', '/layers.json')).toEqual(expected);
    expect(await store.evaluate('images.nix2container.layers.nestedLayers')).toEqual([]);
  });
});
