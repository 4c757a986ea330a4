import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { wrap } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { copyPackage, usersFlake } from './copy-package.ts';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore, nameOf, REPOSITORY } from './nix-store.ts';
import { readOciLayout } from './oci-layout.ts';
import { run } from './run.ts';

endToEnd('the package and the flake', ['nix-build', 'npm', 'git', 'openssl'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore();
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  it('holds node, the bundle, what node compiled of it and the documents, and nothing else', async () => {
    const [program] = await store.build(['group-layers']);
    const closure = (await store.nix('nix-store', ['-qR', program!])).trim().split('\n');
    expect(closure.map(nameOf).sort()).toEqual([
      expect.stringMatching(/^group-layers-[0-9.]+$/),
      expect.stringMatching(/^nodejs-slim\b/),
    ]);
    const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).sort();
    expect(filesIn(store.physical(`${program}/bin`))).toEqual(['group-layers']);
    const documents = filesIn(join(REPOSITORY, 'dist/share'));
    // nixpkgs' stdenv compresses man pages
    const shared = filesIn(store.physical(`${program}/share`));
    expect(shared.map((file) => String(file).replace(/\.gz$/, ''))).toEqual(documents);

    const content = readFileSync(store.physical(`${program}/bin/group-layers`), 'utf8');
    const [shebang] = content.split('\n', 1);
    expect(shebang).toMatch(/^#!\/.*\/store\/.*-nodejs-slim[^/]*\/bin\/node$/);
    const installed = store.physical(`${program}/lib/group-layers/command`);
    expect(filesIn(installed)).toEqual(['bundle.cjs', 'code-cache', 'command.cjs', 'main.cjs']);
    const [cachedData, code] = ['code-cache', 'bundle.cjs'].map((file) =>
      readFileSync(join(installed, file)),
    );
    const script = new Script(wrap(code!.toString()), { cachedData: cachedData! });
    expect(script.cachedDataRejected).toBe(false);
    for (const file of ['help.txt', 'check.schema.json']) {
      const beside = store.physical(`${program}/lib/group-layers/share/group-layers/${file}`);
      expect(readFileSync(beside).length).toBeGreaterThan(100);
    }
  });

  it('has the same bytes whenever it is built', async () => {
    const drv = String(await store.evaluate('images.group-layers.drvPath'));
    await store.nix('nix-store', ['--realise', '--check', drv]);
  });

  it('says what it is', async () => {
    const { changelog, license, mainProgram, platforms } = (await store.evaluate(
      'images.group-layers.meta',
    )) as Record<string, unknown>;
    expect(readFileSync(new URL(String(changelog)), 'utf8')).toMatch(/^# Changes/);
    expect(license).toMatchObject({ spdxId: 'MIT' });
    expect(mainProgram).toBe('group-layers');
    expect(platforms).toEqual(expect.arrayContaining(['x86_64-linux', 'aarch64-linux']));
  });

  it('passes its own tests', async () => {
    await store.build(['group-layers.tests.version']);
  });

  it('fetches its modules from the registry of NIX_NPM_REGISTRY, trusting NIX_SSL_CERT_FILE', async () => {
    const certificates = join(store.folder, 'certificates');
    mkdirSync(certificates);
    const [key, certificate] = ['key', 'certificate'].map((name) => join(certificates, name));
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    await run('openssl', [...request, ...subject, '-keyout', key!, '-out', certificate!]);

    const asked: string[] = [];
    const server = createServer(
      { key: readFileSync(key!), cert: readFileSync(certificate!) },
      (incoming, answer) => {
        asked.push(incoming.url!);
        answer.writeHead(404).end();
      },
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());

    const drv = String(await store.evaluate('images.group-layers.nodeModules.drvPath'));
    const seen = ['--option', 'extra-sandbox-paths', certificates];
    const { port } = server.address() as AddressInfo;
    const fetching = store.nix('nix-store', ['--realise', '--check', ...seen, drv], {
      ...{ NIX_NPM_REGISTRY: `https://127.0.0.1:${port}/npm/`, no_proxy: '127.0.0.1' },
      NIX_SSL_CERT_FILE: certificate!,
    });
    await expect(fetching).rejects.toThrow(/404/);
    expect(asked).toContain('/npm/commander');
  });

  it('is a flake in a folder, which builds images in pure evaluation', async () => {
    const repository = join(store.folder, 'flake');
    copyPackage(repository);
    const git = (...args: string[]) => run('git', ['-C', repository, ...args]);
    await git('init', '--quiet');
    await git('add', '.');
    const flake = `git+file://${repository}?dir=nix`;
    const standIn = [
      '--no-write-lock-file',
      ...['--override-input', 'nixpkgs', `path:${store.packageSet}`],
    ];

    const version = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')).version;
    const ran = await store.nix('nix', ['run', flake, ...standIn, '--', '--version']);
    expect(ran.split(' ')[0]).toBe(version);
    await store.nix('nix', ['flake', 'check', flake, ...standIn]);
    const shown = JSON.parse(
      await store.nix('nix', ['flake', 'show', flake, '--json', ...standIn]),
    );
    expect(Object.keys(shown)).toEqual([
      ...['apps', 'checks', 'devShells', 'formatter', 'lib', 'overlays', 'packages'],
    ]);

    const users = join(store.folder, 'users-flake');
    mkdirSync(users);
    const inputs = { groupLayers: `git+file://${repository}`, nixpkgs: `path:${store.packageSet}` };
    writeFileSync(join(users, 'flake.nix'), usersFlake(inputs));
    const built = await store.nix('nix', [
      ...['build', '--no-link', '--json', `path:${users}#image`],
      '--no-write-lock-file',
    ]);
    const [{ outputs }] = JSON.parse(built);
    const { tag, manifest } = readOciLayout(store.physical(outputs.out));
    expect(outputs.out).toContain(`/${tag}-web`);
    expect(manifest.layers).toHaveLength(8);
  });

  it('is added to a package set by the overlay', async () => {
    const names = await store.evaluate(`
      let overlaid = images.pkgs // images.overlay (images.pkgs // { buildPackages = images.pkgs; }) images.pkgs;
      in [ overlaid.group-layers.pname (overlaid.buildImage { name = "x"; }).name ]`);
    expect(names).toEqual(['group-layers', 'x']);
  });
});
