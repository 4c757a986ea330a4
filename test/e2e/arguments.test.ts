import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore } from './nix-store.ts';
import { run } from './run.ts';

endToEnd('the arguments of buildImage', ['nix-build', 'npm', 'git'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  const build = (args: string, selected = '') =>
    store.evaluate(`(images.buildImage { name = "x"; ${args} })${selected}`);

  describe('packages by name', () => {
    const found = (names: string) =>
      store.evaluate(
        `map (package: package.name) (import (images.nixFolder + "/find-packages.nix") { inherit (images.pkgs) lib; } images.pkgs ${names}).found`,
      );

    it('are nested, and lower case where the set is camelCase', async () => {
      const names = '[ "redis" "python3Packages.numpy" "python3packages.numpy" "webapp" ]';
      expect(await found(names)).toEqual([
        'redis-7.0',
        'python3.11-numpy-1.24',
        'python3.11-numpy-1.24',
        'web-app-1.0',
      ]);
    });

    it('that do not exist come back together, as data', async () => {
      const missing = ['nope', 'python3Packages.nope', 'python3Packages.NumPy', 'lib', 'gone', ''];
      const names = JSON.stringify(JSON.stringify(['redis', ...missing]));
      expect(await build(`packages = ${names};`)).toEqual({ error: 'not_found', pkgs: missing });
    });

    it('are looked up and not evaluated', async () => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's, not ours
      const names = ['${abort "x"}', 'redis; abort "x"', '"', 'a"."b', '..'];
      const list = JSON.stringify(JSON.stringify(names).replaceAll('${', '\\u0024{'));
      expect(await build(`packages = ${list};`)).toEqual({ error: 'not_found', pkgs: names });
    });
  });

  describe('a package source', () => {
    const cachePackage = (source: string) =>
      build(`packages = [ "redis" ]; pkgSource = "${source}";`, '.name');

    it('is a path', async () => {
      expect(await cachePackage(`path!${store.packageSet}`)).toBe('x');
    });

    it('is a branch or a revision of a git repository', async () => {
      const repository = join(store.folder, 'repository');
      mkdirSync(repository);
      await run('cp', ['-r', `${store.packageSet}/.`, repository]);
      const git = (...args: string[]) => run('git', ['-C', repository, ...args]);
      await git('init', '--quiet', '--initial-branch=main');
      await git('add', '.');
      const author = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
      await git(...author, 'commit', '--quiet', '--message=x');
      const revision = (await git('rev-parse', 'HEAD')).trim();
      expect(await cachePackage(`git!file://${repository}!main`)).toBe('x');
      expect(await cachePackage(`git!file://${repository}!${revision}`)).toBe('x');
    });

    it('is a channel of nixpkgs', async () => {
      const fetched = await store.evaluate(`
        (import (images.nixFolder + "/package-source.nix") { fetchTarball = url: builtins.toFile "set.nix" "_: \\"\${url}\\""; })
          { } "nixpkgs!nixos-24.05"`);
      expect(fetched).toBe('https://github.com/NixOS/nixpkgs/archive/nixos-24.05.tar.gz');
    });

    it('is nothing else', async () => {
      for (const source of ['hg!x', 'path!relative', 'nixpkgs!a/../b', 'git!url', '']) {
        await expect(cachePackage(source)).rejects.toThrow(
          /pkgSource: ".*", expected nixpkgs!CHANNEL, git!URL!REVISION-or-BRANCH or path!/,
        );
      }
      await expect(
        build(`packages = [ "redis" ]; pkgs = images.pkgs; pkgSource = "path!/x";`, '.name'),
      ).rejects.toThrow(/pkgs and pkgSource, expected one of them/);
    });
  });

  it.each([
    ['compressor = "xz";', 'compressor: "xz", expected gzip, zstd or none'],
    ['compressionLevel = 10;', 'compressionLevel: 10, expected a whole number from 1 to 9'],
    ['contnets = [ ];', 'contnets: a list, expected one of architecture, compressionLevel'],
    ['name = "Web";', 'name: "Web", expected an image name in lower case'],
    ['tag = "a b";', 'tag: "a b", expected a tag'],
    ['contents = 1;', 'contents: 1, expected a package or a list of packages'],
    ['packages = [ 1 ];', 'packages: a list, expected names of packages'],
    ['maxLayers = 1;', 'maxLayers: 1, expected a whole number of 2 or more'],
    ['groupConfig = { };', 'groupConfig: a set, expected a file, a group-layers.json'],
    ['created = "now";', 'created: "now", expected a time such as 1970-01-01T00:00:01Z'],
    ['config.cmd = [ ];', 'config.cmd: a list, expected one of ArgsEscaped, Cmd'],
    ['config.Cmd = "sh";', 'config.Cmd: "sh", expected a list of strings'],
    ['config.Env = { };', 'config.Env: a set, expected a list of strings'],
    ['uid = -1;', 'uid: -1, expected a whole number'],
  ])('refuses %s', async (args, message) => {
    await expect(
      store.evaluate(`(images.buildImage ({ name = "x"; } // { ${args} })).name`),
    ).rejects.toThrow(`buildImage: ${message}`);
  });

  it('wants a name', async () => {
    await expect(store.evaluate('(images.buildImage { }).name')).rejects.toThrow(
      'buildImage: name: missing, expected an image name',
    );
  });

  it('tells all that is wrong at once', async () => {
    await expect(build('uid = "0"; gid = "0";', '.name')).rejects.toThrow(/gid: .*\n.*uid: /);
  });

  it('knows the architectures of Go', async () => {
    const names = await store.evaluate(
      'map (import (images.nixFolder + "/architecture.nix")) [ "x86_64-linux" "aarch64-linux" "armv7l-linux" ]',
    );
    expect(names).toEqual(['amd64', 'arm64', 'arm']);
    await expect(
      store.evaluate('import (images.nixFolder + "/architecture.nix") "vax-linux"'),
    ).rejects.toThrow('the architecture of the system vax-linux is not known');
  });

  it('names images as containerd does', async () => {
    const names = await store.evaluate(
      'map (import (images.nixFolder + "/full-reference.nix")) [ "web" "team/web" "example.org/web" "localhost/web" "host:5000/web" ]',
    );
    expect(names).toEqual([
      'docker.io/library/web',
      'docker.io/team/web',
      'example.org/web',
      'localhost/web',
      'host:5000/web',
    ]);
  });
});
