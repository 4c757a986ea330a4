import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND } from '../helpers/run-command.ts';
import { copyPackage, usersFlake } from './copy-package.ts';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { readOciLayout } from './oci-layout.ts';
import { run } from './run.ts';

endToEnd('what users have for a graph', ['nix', 'nix-build', 'npm', 'git'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore('in place');
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  const groupLayers = (...args: string[]) => store.nix(process.execPath, [COMMAND, ...args]);

  async function group(argument: string, budget: number): Promise<string[][]> {
    const grouping = await groupLayers(argument, '-q', '-o', '-', '--budget', String(budget));
    return JSON.parse(grouping).map((layer: { contents: string[] }) => layer.contents);
  }

  async function outputOf(attribute: string): Promise<string> {
    const [output] = await store.build([attribute]);
    return output!;
  }

  /** The layers of store paths of an image of buildImage. */
  async function layersIn(layout: string): Promise<string[][]> {
    const layers = await readOciLayout(layout).storePaths();
    return layers.slice(0, -1).map((paths) => paths.sort());
  }

  describe('gives the layers that the build made', () => {
    it.each([
      ['an OCI layout', 'report', 'report', 19],
      ['an OCI archive', 'report.archive', 'report', 19],
      ['an image without import-from-derivation', 'withoutIfd.web', 'withoutIfd.web', 5],
      ['a graph', 'web.graph', 'web', 5],
    ])('as %s', async (_, argument, image, budget) => {
      const [given, layout] = [await outputOf(argument), await outputOf(image)];
      const built = await layersIn(layout);
      expect(await group(given, budget)).toEqual(built);

      const link = join(store.folder, `result-${argument}`);
      symlinkSync(given, link);
      expect(await group(link, budget)).toEqual(built);
      const sweep = JSON.parse(
        await groupLayers('sweep', link, '--json', '--budgets', String(budget)),
      );
      expect(sweep.rows.at(-1)).toMatchObject({ budget, layers: built.length });
    });

    it('as an image upon another, whose store paths are left out', async () => {
      const upon = await outputOf('upon');
      expect(await group(upon, 8)).toEqual((await layersIn(upon)).slice(6));
    });

    it.each(['stream', 'build', 'upon'])('as an image of dockerTools: %s', async (image) => {
      const [given, grouped] = [`dockerImages.${image}`, `dockerImages.${image}.groupedLayers`];
      const made = JSON.parse(readFileSync(await outputOf(grouped), 'utf8'));
      const built = made.map((layer: { contents: string[] }) => layer.contents);
      expect(await group(await outputOf(given), image === 'upon' ? 8 : 5)).toEqual(built);
    });

    it.each([...['stream', 'build', 'withoutStorePaths', 'whole', 'upon']])(
      'as if dockerTools had asked us: %s',
      async (image) => {
        const graph = await outputOf(`imageGraph images.plainDockerImages.${image}`);
        const given = await outputOf(`plainDockerImages.${image}`);
        expect(await group(given, 5)).toEqual(await group(graph, 5));
      },
    );

    it('as an image of nix2container', async () => {
      const layers = JSON.parse(readFileSync(await outputOf('nix2container.file'), 'utf8'));
      expect(await group(await outputOf('nix2container.image'), 4)).toEqual(layers);
    });

    it('as an image of nix2container without our layers', async () => {
      const grouped = await group(await outputOf('nix2container.plain'), 5);
      expect(grouped).toEqual(await group(await outputOf('web.graph'), 5));
    });

    it('as the images of a fleet, together', async () => {
      const budgets = { web: 7, report: 4, cache: 95 };
      const folder = join(store.folder, 'fleet');
      const args = ['--out-dir', folder, '--quiet'];
      for (const [image, budget] of Object.entries(budgets)) {
        args.push(`${image}=${await outputOf(`fleet.${image}`)}`, '--budget', `${image}=${budget}`);
      }
      await groupLayers('fleet', ...args);
      for (const image of Object.keys(budgets)) {
        const built = readFileSync(await outputOf(`fleet.${image}.groupedLayers`), 'utf8');
        expect(readFileSync(join(folder, `${image}.json`), 'utf8'), image).toBe(built);
      }
    });

    it('as an installable', async () => {
      const repository = join(store.folder, 'repository');
      copyPackage(repository);
      await run('git', ['-C', repository, 'init', '--quiet']);
      await run('git', ['-C', repository, 'add', '.']);
      const folder = join(store.folder, 'users-flake');
      mkdirSync(folder);
      const inputs = {
        groupLayers: `git+file://${repository}`,
        nixpkgs: `path:${store.packageSet}`,
      };
      writeFileSync(join(folder, 'flake.nix'), usersFlake(inputs));

      const [layout] = JSON.parse(
        await store.nix('nix', ['build', '--no-link', '--json', `path:${folder}#image`]),
      ).map(({ outputs }: { outputs: { out: string } }) => outputs.out);
      const built = await layersIn(layout);
      for (const installable of ['image', 'image.graph', 'image.archive']) {
        expect(await group(`path:${folder}#${installable}`, 95), installable).toEqual(built);
      }
    }, 120_000);
  });

  it('is the graph of its closure for another store path', async () => {
    const [python] = (await store.evaluate('[ (toString images.pkgs.python3) ]')) as string[];
    await outputOf('pkgs.python3');
    const closure = (await store.nix('nix-store', ['-qR', python!])).trim().split('\n').sort();
    expect((await group(python!, 3)).flat().sort()).toEqual(closure);
  });

  it('is not an image elsewhere, which does not tell its graph', async () => {
    const copy = join(store.folder, 'copy');
    cpSync(await outputOf('web'), copy, { recursive: true, dereference: true });
    await expect(group(copy, 5)).rejects.toThrow(
      /copy: the OCI layout of an image, expected a closure graph\ngive the graph/,
    );
    const archive = join(store.folder, 'copy.tar');
    cpSync(await outputOf('web.archive'), archive);
    await expect(group(archive, 5)).rejects.toThrow(
      /copy.tar: a tar archive, such as that of an image, expected a closure graph\ngive the graph/,
    );
  });

  it('ends with Nix when it is interrupted', async () => {
    const folder = join(store.folder, 'slow');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'flake.nix'),
      `{ outputs = _: { slow = derivation {
        name = "slow"; system = "${(await store.evaluate('builtins.currentSystem')) as string}";
        builder = "/bin/sh"; args = [ "-c" "echo > ${folder}/started; /bin/sleep 60" ]; }; }; }`,
    );
    const before = readdirSync(folder);
    const env = JSON.parse(
      await store.nix(process.execPath, ['-p', 'JSON.stringify(process.env)']),
    );
    const child = spawn(process.execPath, [COMMAND, `path:${folder}#slow`], {
      ...{ env, cwd: folder, stdio: 'ignore' },
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    while (!existsSync(join(folder, 'started'))) {
      await setTimeout(50);
    }
    const nix = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
    expect(readFileSync(`/proc/${nix}/cmdline`, 'utf8')).toContain('nix\0');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    for (let tries = 0; isRunning(nix) && tries < 100; tries++) {
      await setTimeout(50);
    }
    expect(isRunning(nix)).toBe(false);
    expect(readdirSync(folder).filter((name) => name !== 'started')).toEqual(before);
  });
});

/** A process that has ended, but of which nobody has heard, has an empty command line. */
function isRunning(process: string): boolean {
  const file = `/proc/${process}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}
