import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyPackage } from './copy-package.ts';
import { endToEnd } from './end-to-end.ts';
import { expectSound } from './expect-sound.ts';
import { createNixStore, type NixStore } from './nix-store.ts';

const UNEQUAL = /to deeply equal/;
const NOT_REPRODUCED = /may not be deterministic/;

interface Mutant {
  readonly what: string;
  /** The message of the oracle. */
  readonly found: RegExp;
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
}

const MUTANTS: readonly Mutant[] = [
  {
    what: 'loses the context of strings',
    // without a sandbox only the derivation shows it
    found: /Cannot stat: No such file|to deeply equal/,
    file: 'read-grouping.nix',
    original: 'map withContext',
    replacement: 'map (path: path)',
  },
  {
    what: 'has every layer depend on every path',
    found: UNEQUAL,
    file: 'read-grouping.nix',
    original: 'withContext = path:',
    replacement: `withContext = path: builtins.appendContext (withOwn path) (builtins.listToAttrs (
      map (name: { inherit name; value.path = true; }) (builtins.concatMap (layer: layer.contents) grouping)));
      withOwn = path:`,
  },
  {
    what: 'loses a path of a layer',
    found: UNEQUAL,
    file: 'layer.nix',
    original: 'inherit storePaths;',
    replacement: 'storePaths = builtins.tail storePaths;',
  },
  {
    what: 'loses a layer of the grouping',
    found: UNEQUAL,
    file: 'read-grouping.nix',
    original: 'layer.contents) grouping',
    replacement: 'layer.contents) (builtins.tail grouping)',
  },
  {
    what: 'doubles a path',
    found: UNEQUAL,
    file: 'read-grouping.nix',
    original: 'layer.contents)',
    replacement: '(layer.contents ++ (builtins.head grouping).contents))',
  },
  {
    what: 'changes the times of files',
    found: NOT_REPRODUCED,
    file: 'write-layer.sh',
    original: '--mtime=@1',
    replacement: '--mtime=@$RANDOM',
  },
  {
    what: 'compresses differently each time',
    found: NOT_REPRODUCED,
    file: 'write-layer.sh',
    original: '$compress >',
    replacement: '$compress -$((RANDOM % 9 + 1)) >',
  },
];

endToEnd('mutants of nix/', ['nix-build', 'npm'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  it('are not needed: the original is sound', async () => {
    await expectSound(store, 'web');
  });

  it.each(MUTANTS)('one that $what is found', async (mutant) => {
    const copy = join(store.folder, mutant.what.replaceAll(' ', '-'));
    copyPackage(copy);
    const nixFolder = join(copy, 'nix');
    const file = join(nixFolder, mutant.file);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(mutant.original);
    writeFileSync(
      file,
      text.replace(mutant.original, () => mutant.replacement),
    );
    await expect(expectSound(store, 'web', { nixFolder })).rejects.toThrow(mutant.found);
  });
});
