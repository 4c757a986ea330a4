import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore, nameOf, type Variant } from './nix-store.ts';
import { blobDigests, type OciLayout, readOciLayout } from './oci-layout.ts';
import { type Registry, startRegistry } from './registry.ts';
import { run } from './run.ts';

endToEnd('a registry', ['nix-build', 'npm', 'skopeo', 'docker-registry'], () => {
  let store: NixStore;
  let registry: Registry;
  beforeAll(async () => {
    store = await createNixStore();
    registry = await startRegistry(store.folder);
  }, 120_000);
  afterAll(async () => {
    registry?.stop();
    await store?.remove();
  }, 60_000);

  async function image(name: string, variant?: Variant): Promise<OciLayout> {
    const [output] = await store.build([name], variant);
    return readOciLayout(store.physical(output!));
  }

  /** Pushes to one repository, in which tags share blobs, and returns the bytes sent. */
  async function push({ folder, tag }: OciLayout, as: string): Promise<number> {
    const to = `docker://${registry.address}/images:${as}`;
    const flags = ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false'];
    await run('skopeo', [...flags, `oci:${folder}:${tag}`, to]);
    return registry.takeSent();
  }

  const blobs = ({ manifest }: OciLayout) =>
    new Map([manifest.config, ...manifest.layers].map(({ digest, size }) => [digest, size]));
  function bytesOfNew(layout: OciLayout, ...pushed: readonly OciLayout[]): number {
    const there = new Set(pushed.flatMap((other) => [...blobs(other).keys()]));
    const added = [...blobs(layout)].filter(([digest]) => !there.has(digest));
    return added.reduce((sum, [, size]) => sum + size, 0);
  }

  it('takes an image whole, and gives it back as it was', async () => {
    const web = await image('web');
    expect(await push(web, 'web')).toBe(bytesOfNew(web));
    const pulled = join(store.folder, 'pulled');
    const flags = ['--insecure-policy', 'copy', '--src-tls-verify=false'];
    await run('skopeo', [...flags, `docker://${registry.address}/images:web`, `oci:${pulled}:1.0`]);
    expect(blobDigests(pulled)).toEqual(blobDigests(web.folder));
  });

  it('takes of a second image and of an update only the layers that are new', async () => {
    const [web, report] = [await image('web'), await image('report')];
    const sent = await push(report, 'report');
    expect(sent).toBe(bytesOfNew(report, web));
    expect(sent).toBeLessThan(bytesOfNew(report));

    const release = await image('web', { release: '2.0' });
    const released = await push(release, 'web-2.0');
    expect(released).toBe(bytesOfNew(release, web, report));
    const pathsNow = (await release.storePaths()).flat();
    const pathsThen = new Set((await web.storePaths()).flat());
    expect(pathsNow.filter((path) => !pathsThen.has(path))).toHaveLength(1);
    expect(released).toBeLessThan(bytesOfNew(web) / 4);

    const update = await image('web', { opensslVersion: '3.0.16' });
    expect(await push(update, 'web-openssl')).toBe(bytesOfNew(update, web, report, release));
  });

  it.each([
    ['kept', '3.0'],
    ['volatile', '4.0'],
  ])('takes of a release only the layer of the application (%s)', async (name, release) => {
    const [before, after] = [await image(name), await image(name, { release })];
    await push(before, `${name}-1.0`);
    const layersThen = new Set((await before.storePaths()).map((paths) => paths.sort().join()));
    const changed = (await after.storePaths()).filter(
      (paths) => !layersThen.has(paths.sort().join()),
    );
    expect(changed.map((paths) => paths.map(nameOf))).toEqual([[`web-app-${release}`]]);

    const sent = await push(after, `${name}-${release}`);
    expect(sent).toBe(bytesOfNew(after, before));
    const [application] = after.manifest.layers.filter(({ digest }) => !blobs(before).has(digest));
    // besides that layer there are only the links and the config
    expect(sent - application!.size).toBeLessThan(4096);
  });

  it('takes of an update with an earlier grouping only layers with something built again', async () => {
    const [names] = await store.build(['web.names']);
    expect(await store.nix('nix-store', ['--query', '--references', names!])).toBe('');
    const web = await image('web');
    await push(web, 'web');
    const kept = await image('kept', { opensslVersion: '3.0.16' });
    const known = new Set((await web.storePaths()).flat());
    const layersThen = new Set((await web.storePaths()).map((paths) => paths.sort().join()));
    const changed = (await kept.storePaths())
      .map((paths) => paths.sort())
      .filter((paths) => !layersThen.has(paths.join()));
    expect(changed.length).toBeGreaterThan(0);
    for (const paths of changed) {
      expect(paths.some((path) => !known.has(path))).toBe(true);
    }
    expect(await push(kept, 'kept')).toBeLessThanOrEqual(bytesOfNew(kept, web));
  });

  it('takes of a second image less when both are grouped together', async () => {
    const [web, report] = [await image('fleet.web'), await image('fleet.report')];
    await push(web, 'fleet-web');
    expect(await push(report, 'fleet-report')).toBeLessThanOrEqual(bytesOfNew(report, web));
    const alone = [await image('report'), await image('web')] as const;
    expect(bytesOfNew(report, web)).toBeLessThan(bytesOfNew(...alone));
  });
});
