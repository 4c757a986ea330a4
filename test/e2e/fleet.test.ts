import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { expectSound } from './expect-sound.ts';
import { createNixStore, type NixStore, type Variant } from './nix-store.ts';
import { blobDigests, type OciLayout, readOciLayout } from './oci-layout.ts';

const MOST_LAYERS = { web: 8, report: 5, cache: 96 };

endToEnd('buildImages', ['nix-build', 'npm', 'jq'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  async function image(name: string): Promise<OciLayout> {
    const [output] = await store.build([name]);
    return readOciLayout(store.physical(output!));
  }
  async function groupingOf(attribute: string, variant?: Variant): Promise<string[][]> {
    const [file] = await store.build([attribute], variant);
    const layers: { contents: string[] }[] = JSON.parse(
      readFileSync(store.physical(file!), 'utf8'),
    );
    return layers.map(({ contents }) => contents);
  }
  async function derivations(attribute: string, endsWith: string): Promise<string[]> {
    const derivation = await store.instantiate(attribute);
    const paths = (await store.nix('nix-store', ['-qR', derivation])).split('\n');
    return paths.filter((path) => path.endsWith(endsWith));
  }

  describe.each(['web', 'report'] as const)('%s', (name) => {
    it('has every store path in one layer that depends on just its own, within maxLayers', async () => {
      await expectSound(store, `fleet.${name}`);
      const { manifest } = await image(`fleet.${name}`);
      expect(manifest.layers.length).toBeLessThanOrEqual(MOST_LAYERS[name]);
    });

    it('has the same blobs without import-from-derivation', async () => {
      const changes = `{ ${name} = { tag = "1.0"; contents = images.roots.${name}; maxLayers = ${MOST_LAYERS[name]}; ifd = IFD; }; }`;
      const [here, there] = await store.build(
        ['true', 'false'].map((ifd) => `ofFleet "${name}" "layout" ${changes.replace('IFD', ifd)}`),
      );
      expect(blobDigests(store.physical(there!))).toEqual(blobDigests(store.physical(here!)));
    });
  });

  it('has an image with other arguments, as buildImage makes it', async () => {
    const cache = await image('fleet.cache');
    expect((await cache.storePaths()).flat().sort()).toEqual(
      (await (await image('withoutIfd.cache')).storePaths()).flat().sort(),
    );
    expect(cache.manifest.layers.every(({ mediaType }) => mediaType.endsWith('.tar'))).toBe(true);
    const names = ['imageName', 'imageTag'].map((name) => `images.fleet.report.${name}`);
    const [imageName, imageTag] = (await store.evaluate(`[ ${names.join(' ')} ]`)) as string[];
    expect([imageName, imageTag?.length]).toEqual(['team/report', 32]);
    const [archive] = await store.build(['fleet.report.archive']);
    expect(existsSync(store.physical(archive!))).toBe(true);
  });

  it('shares derivations of layers, from one grouping', async () => {
    const [web, report] = [
      await derivations('fleet.web', '-layer.drv'),
      await derivations('fleet.report', '-layer.drv'),
    ];
    const shared = web.filter((path) => report.includes(path));
    expect(shared.length).toBeGreaterThan(1);
    const drvPaths = (name: string) => `map (layer: layer.drvPath) images.fleet.${name}.layers`;
    const ofWeb = (await store.evaluate(drvPaths('web'))) as string[];
    const ofReport = (await store.evaluate(drvPaths('report'))) as string[];
    expect(ofWeb.filter((path) => ofReport.includes(path)).sort()).toEqual(shared.sort());

    const groupings = await Promise.all(
      ['web', 'report', 'cache'].map((name) =>
        derivations(`fleet.${name}.groupedLayers`, '-grouped-images.drv'),
      ),
    );
    expect(new Set(groupings.flat()).size).toBe(1);
  });

  it('of an update with earlier groupings builds only layers with something built again', async () => {
    const [names] = await store.build(['fleet.web.allNames']);
    expect(await store.nix('nix-store', ['--query', '--references', names!])).toBe('');
    const before = await groupingOf('fleet.web.groupedLayers');
    const known = new Set(before.flat());
    const kept = new Set(before.map(String));

    const update = { opensslVersion: '3.0.16' };
    const after = await groupingOf('keptFleet.web.groupedLayers', update);
    const changed = after.filter((paths) => !kept.has(String(paths)));
    expect(changed.length).toBeGreaterThan(0);
    for (const paths of changed) {
      expect(paths.some((path) => !known.has(path))).toBe(true);
    }

    const files = ['web', 'report', 'cache'].map(
      (name) => `${name} = ${join(store.physical(names!), `${name}.json`)};`,
    );
    const fromFiles = `ofFleet "web" "groupedLayers" { previous = { ${files.join(' ')} }; }`;
    expect(await groupingOf(fromFiles, update)).toEqual(after);
  });

  it('takes weights', async () => {
    const [file] = await store.build(['ofFleet "web" "groupedImages" { weights.pulls = 0.5; }']);
    expect(existsSync(join(store.physical(file!), 'web.json'))).toBe(true);
  });

  it('groups the others when packages by name do not exist, and of no images makes none', async () => {
    const other = '{ other.packages = [ "nope" ]; }';
    expect(await store.evaluate(`(images.fleetWith ${other}).other`)).toEqual({
      error: 'not_found',
      pkgs: ['nope'],
    });
    const same = `(images.fleetWith ${other}).web.drvPath == images.fleet.web.drvPath`;
    expect(await store.evaluate(same)).toBe(true);
    expect(await store.evaluate('images.buildImages { }')).toEqual({});
  });

  it.each([
    ['web.maxLayers = 1;', 'web.maxLayers: 1, expected a whole number of 2 or more'],
    ['web.config.Cmd = 1;', 'web.config.Cmd: 1, expected a list of strings'],
    ['web.strategy = "nixery";', 'web.strategy: expected none, because the images are grouped'],
    ['web.fromImage = ./x;', 'web.fromImage: expected none'],
    ['web = 1;', 'web: expected a set, the arguments of an image'],
    ['Web = { };', 'Web.name: "Web", expected an image name in lower case'],
    ['"a/b" = { };', '"a/b", expected a name of letters, digits and _ + . -'],
    ['previous = 1;', 'previous: 1, expected a folder of groupings'],
    ['previous.wbe = ./x;', 'previous.wbe: a path, expected one of api'],
    ['weights.storge = 1;', 'weights.storge: 1, expected one of pulls, storage, updates'],
    ['weights.pulls = -1;', 'weights.pulls: -1, expected a number of 0 or more'],
  ])('refuses %s', async (args, message) => {
    await expect(
      store.evaluate(`builtins.attrNames (images.buildImages ({ api = { }; } // { ${args} }))`),
    ).rejects.toThrow(`buildImages: ${message}`);
  });

  it('tells all that is wrong at once', async () => {
    await expect(
      store.evaluate('builtins.attrNames (images.buildImages { api.uid = ""; web.gid = ""; })'),
    ).rejects.toThrow(/api\.uid: .*\n.*web\.gid: /);
  });
});
