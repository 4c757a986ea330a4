import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNixStore, type NixStore } from './nix-store.ts';
import { endToEnd, run } from './programs.ts';

endToEnd('nix/package.nix', ['nix-build', 'npm'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  });
  afterAll(() => store.remove());

  it('is node and one file, the same bundle that npm run build makes', async () => {
    const [program = ''] = await store.build(store.images, ['group-layers']);
    const closure = await store.nix('nix-store', ['-qR', program]);
    const others = closure.trim().split('\n').filter((path) => path !== program);
    expect(others).toEqual([expect.stringMatching(/-nodejs-slim$/)]);
  });
});
