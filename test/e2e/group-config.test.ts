import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND } from '../helpers/run-command.ts';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { run } from './run.ts';

endToEnd('an image with a group-layers.json', ['nix-build', 'npm', 'jq'], () => {
  let store: NixStore;
  let config: string;
  beforeAll(async () => {
    store = await createNixStore();
    config = join(store.folder, 'group-layers.json');
    const settings = { budget: 4, strategy: 'popularity', popularity: 'counts.json' };
    writeFileSync(config, JSON.stringify({ ...settings, maxLargestShare: 0.9 }));
    writeFileSync(join(store.folder, 'counts.json'), '{"python3": 40, "web-app": 30}');
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  async function fileOf(attribute: string): Promise<string> {
    const [output] = await store.build([attribute]);
    return store.physical(output!);
  }

  /** How an image is grouped, by what it has besides the config. */
  async function grouped(changes: string, kind = 'web'): Promise<unknown> {
    const file = await fileOf(`groupedBy.${kind} ${config} { ${changes} }`);
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  /** How group-layers groups the same graph outside of Nix. */
  async function expected(...options: string[]): Promise<unknown> {
    const args = [await fileOf('web.graph'), '--quiet', '--out', '-', ...options];
    return JSON.parse(await run(process.execPath, [COMMAND, ...args]));
  }

  it.each(['web', 'docker', 'nix2container'])('is grouped as it says: %s', async (kind) => {
    const layers = await grouped('', kind);
    expect(layers).toEqual(await expected('--config', config));
    expect(layers).toHaveLength(4);
    expect(layers).not.toEqual(await expected('--budget', '4', '--strategy', 'popularity'));
  });

  it.each([
    ['maxLayers = 3;', 'web', ['--budget', '2']],
    ['maxLayers = 3;', 'docker', ['--budget', '2']],
    ['maxLayers = 3;', 'nix2container', ['--budget', '3']],
    ['strategy = "largest";', 'web', ['--strategy', 'largest']],
    ['extraGroupArgs = [ "--strategy" "nixery" ];', 'web', ['--strategy', 'nixery']],
  ])('yields to %s (%s)', async (changes, kind, options) => {
    expect(await grouped(changes, kind)).toEqual(await expected('--config', config, ...options));
  });

  it('yields to other popularity data', async () => {
    const counts = join(store.folder, 'other.json');
    writeFileSync(counts, '{"glibc": 9}');
    expect(await grouped(`popularity.glibc = 9;`)).toEqual(
      await expected('--config', config, '--popularity', counts),
    );
  });

  it('leaves the default where it has no budget', async () => {
    writeFileSync(config, '{}');
    for (const kind of ['web', 'docker', 'nix2container']) {
      expect(await grouped('', kind)).toEqual(await expected('--config', config));
    }
  });
});
