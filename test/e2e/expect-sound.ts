import { expect } from 'vitest';
import type { NixStore, Variant } from './nix-store.ts';
import { readOciLayout } from './oci-layout.ts';

/**
 * Expects what every image must be, whatever made it: exactly the store paths of the closure of its roots
 * are in its layers, each in one layer; the derivation of a layer has exactly that layer's store paths as
 * inputs; and a rebuilt layer is the same bit for bit.
 */
export async function expectSound(store: NixStore, name: string, variant?: Variant): Promise<void> {
  const [output] = await store.build([name], variant);
  const layers = await readOciLayout(store.physical(output!)).storePaths();

  const roots = (await store.evaluate(`map toString images.roots.${name}`, variant)) as string[];
  const closure = lines(await store.nix('nix-store', ['-qR', ...roots]));
  expect(layers.flat().sort()).toEqual(closure.sort());

  const derivation = await store.instantiate(name, variant);
  const requisites = lines(await store.nix('nix-store', ['-qR', derivation]));
  const layerDerivations = requisites.filter((path) => path.endsWith('-layer.drv'));
  const inputs: string[][] = [];
  for (const path of layerDerivations) {
    if (!path.endsWith('-customisation-layer.drv')) {
      const references = lines(await store.nix('nix-store', ['-q', '--references', path]));
      inputs.push(references.filter((reference) => !/\.(drv|sh)$/.test(reference)).sort());
    }
  }
  expect(new Set(inputs.map(String))).toEqual(
    new Set(layers.filter((paths) => paths.length > 0).map((paths) => String(paths.sort()))),
  );

  await store.nix('nix-store', ['--realise', '--check', ...layerDerivations]);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
