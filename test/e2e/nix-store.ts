import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from './run.ts';

/** The folder of the repository, in which npm runs the tests. */
export const REPOSITORY = process.cwd();

/** A nixpkgs to test with instead of the stand-in, an absolute path. */
export const REAL_NIXPKGS = process.env['GROUP_LAYERS_NIXPKGS'];

/** Without network, daemon and users to build as; the programs of this machine are in the sandbox. NIX_CONFIG comes after. */
const SETTINGS = (sandbox: boolean) => `
  ${REAL_NIXPKGS === undefined ? 'substituters =' : ''}
  build-users-group =
  sandbox = ${sandbox}
  sandbox-fallback = false
  sandbox-paths = /bin=/usr/bin /usr /lib=/usr/lib /lib64=/usr/lib64
  max-jobs = 4
  fsync-metadata = false
  experimental-features = nix-command flakes
`;

/** The arguments of images.nix besides the package set. */
export interface Variant {
  /** A changed copy of nix/. */
  readonly nixFolder?: string;
  readonly release?: string;
  readonly opensslVersion?: string;
}

/** The name of a store path. */
export function nameOf(storePath: string): string {
  return basename(storePath).replace(/^.*?-/, '');
}

/** A separate store, empty except for the program's node modules, and a folder to work in. */
export interface NixStore {
  readonly folder: string;
  /** The stand-in for nixpkgs, or a real one with the packages of the stand-in. */
  readonly packageSet: string;
  /** The real location of a store path. */
  physical(storePath: string): string;
  /** Builds attributes of images.nix and returns their outputs. */
  build(attributes: readonly string[], variant?: Variant): Promise<string[]>;
  /** The derivation of an attribute of images.nix. */
  instantiate(attribute: string, variant?: Variant): Promise<string>;
  /** The value of an expression; `images` is images.nix. */
  evaluate(expression: string, variant?: Variant): Promise<unknown>;
  nix(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
  remove(): Promise<void>;
}

/**
 * @param place `apart` is not where its paths say, as a sandbox needs it, if there can be one; `in place` is, so that
 * programs outside of Nix can read it
 */
export async function createNixStore(place: 'apart' | 'in place' = 'apart'): Promise<NixStore> {
  const folder = mkdtempSync(join(tmpdir(), 'group-layers-e2e-'));
  const packageSet = join(folder, 'package-set');
  cpSync(join(REPOSITORY, 'test/e2e/package-set'), packageSet, { recursive: true });
  cpSync(esbuildProgram(), join(packageSet, 'esbuild'));
  if (REAL_NIXPKGS !== undefined) {
    for (const file of ['default.nix', 'flake.nix']) {
      const text = readFileSync(join(REPOSITORY, 'test/e2e/nixpkgs', file), 'utf8');
      writeFileSync(join(packageSet, file), text.replace('@nixpkgs@', REAL_NIXPKGS));
    }
  }

  const home = join(folder, 'home');
  mkdirSync(home);
  const root = join(folder, 'root');
  const settings = (sandbox: boolean) =>
    `${SETTINGS(sandbox).replace(/^ +/gm, '')}${process.env['NIX_CONFIG'] ?? ''}`;
  const sandboxed = { HOME: home, NIX_PATH: '', NIX_REMOTE: root, NIX_CONFIG: settings(true) };
  const sandbox = place === 'apart' && (await sandboxWorks(sandboxed));
  // without a sandbox builders see the real location of the store, so it must have that location
  const env = sandbox
    ? sandboxed
    : {
        ...{ HOME: home, NIX_PATH: '', NIX_CONFIG: settings(false) },
        ...{ NIX_STORE_DIR: join(root, 'store'), NIX_STATE_DIR: join(root, 'state') },
        ...{ NIX_LOG_DIR: join(root, 'log'), NIX_REMOTE: 'local' },
      };
  const store: NixStore = {
    folder,
    packageSet,
    physical: (storePath) => (sandbox ? join(root, storePath) : storePath),
    nix: (program, args, more) => run(program, args, { ...env, ...more }),
    build: async (attributes, variant) => {
      const selected = attributes.map((attribute) => `(images.${attribute})`).join(' ');
      const expression = `${letImages(packageSet, variant)} [ ${selected} ]`;
      const outputs = await store.nix('nix-build', ['--no-out-link', '-E', expression]);
      return outputs.trim().split('\n');
    },
    instantiate: async (attribute, variant) => {
      const expression = `${letImages(packageSet, variant)} images.${attribute}`;
      return (await store.nix('nix-instantiate', ['-E', expression])).trim().replace(/!.*/, '');
    },
    evaluate: async (expression, variant) => {
      const whole = `${letImages(packageSet, variant)} ${expression}`;
      const args = ['--eval', '--strict', '--json', '--read-write-mode', '-E', whole];
      return JSON.parse(await store.nix('nix-instantiate', args));
    },
    remove: async () => {
      await run('chmod', ['-R', 'u+w', folder]);
      rmSync(folder, { recursive: true });
    },
  };
  await addNodeModules(store);
  return store;
}

function letImages(packageSet: string, { nixFolder, ...versions }: Variant = {}): string {
  const values = Object.entries(versions).map(([name, value]) => `${name} = "${value}";`);
  const folder = nixFolder ?? join(REPOSITORY, 'nix');
  return `let images = import ${join(REPOSITORY, 'test/e2e/images.nix')} {
    packageSet = ${packageSet}; nixFolder = ${folder}; ${values.join(' ')} }; in`;
}

async function sandboxWorks(env: NodeJS.ProcessEnv): Promise<boolean> {
  const probe =
    'derivation { name = "probe"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo > $out" ]; }';
  try {
    await run('nix-build', ['--no-out-link', '-E', probe], env);
    return true;
  } catch (error) {
    process.stderr.write(
      `\nNO SANDBOX HERE: the end-to-end tests run without one, and see lost references only in derivations\n${error}\n`,
    );
    return false;
  }
}

function esbuildProgram(): string {
  const platform = `${process.platform}-${process.arch}`;
  return join(REPOSITORY, 'node_modules/@esbuild', platform, 'bin/esbuild');
}

/**
 * Adds what npm would fetch in nix/node-modules.nix, so that builds need no network.
 * @throws when the hash in that file is not the one of the lock file's modules
 */
async function addNodeModules(store: NixStore): Promise<void> {
  const expected = String(await store.evaluate('images.group-layers.nodeModules.outPath'));
  const modules = await fetchNodeModules(nameOf(expected));
  const added = await store.nix('nix-store', ['--add-fixed', '--recursive', 'sha256', modules]);
  if (added.trim() !== expected) {
    const hash = await store.nix('nix', ['hash', 'path', modules]);
    throw new Error(
      `nix/node-modules.nix: outputHash should be "${hash.trim()}" for this lock file`,
    );
  }
}

/** The modules as in nix/node-modules.nix, from npm's cache if possible; kept for the next store. */
async function fetchNodeModules(name: string): Promise<string> {
  const cache = join(REPOSITORY, 'node_modules/.cache/group-layers-e2e');
  const kept = join(cache, name);
  if (existsSync(kept)) {
    return kept;
  }
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'npm-'));
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(REPOSITORY, file), join(folder, file));
  }
  const platform = ['--os=none', '--cpu=none', '--libc=none'];
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];
  const args = ['--prefix', folder, '--ignore-scripts', '--prefer-offline', ...platform, ...quiet];
  await run('npm', ['ci', ...args]);
  const modules = join(folder, 'node_modules');
  rmSync(join(modules, '.package-lock.json'));
  await run('find', [modules, '-type', 'd', '-empty', '-delete']);
  if (!existsSync(kept)) {
    renameSync(modules, kept);
  }
  rmSync(folder, { recursive: true });
  return kept;
}
