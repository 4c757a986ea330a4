/**
 * Bytes that are sent to a registry, for six images of real Debian programs built by real Nix: the
 * first push, a second image, the others, a release of the application, updates of libssl3
 * and of libc6. A strategy groups each image alone, `fleet` all together; with `+previous` each update starts from the
 * layers before it. `npm run bench -- images [--strategies A,B] [--budgets N,M]`; needs root, apt's
 * network, nix-bin, skopeo, docker-registry, busybox-static and patchelf, and some 30 minutes.
 */

import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNixStore, REPOSITORY } from '../e2e/nix-store.ts';
import { type OciLayout, readOciLayout } from '../e2e/oci-layout.ts';
import { type Registry, startRegistry } from '../e2e/registry.ts';
import { run } from '../e2e/run.ts';
import { fetchDebianPackages } from './debian-packages.ts';

const PROGRAMS = [
  'nginx',
  'python3',
  'git',
  'redis-server',
  'openjdk-17-jre-headless',
  'postgresql-15',
];
const BESIDE = ['bash', 'busybox-static', 'ca-certificates', 'coreutils', 'curl', 'tini'];
const IMAGES = ['web', 'api', 'git', 'cache', 'jvm', 'db'] as const;

const { values } = parseArgs({
  options: {
    strategies: {
      type: 'string',
      default: 'expected-pull,expected-pull+previous,fleet+previous,auto-layer,popularity',
    },
    budgets: { type: 'string', default: '20,60' },
    debs: { type: 'string', default: join(tmpdir(), 'group-layers-debs') },
  },
});

await fetchDebianPackages(values.debs, [...PROGRAMS, ...BESIDE]);
const store = await createNixStore();
const compressed = new Map<string, number>();
try {
  for (const budget of values.budgets.split(',').map(Number)) {
    for (const strategy of values.strategies.split(',')) {
      await measure(strategy, budget);
    }
  }
} finally {
  await store.remove();
}

interface Versions {
  readonly release?: string;
  readonly updated?: string;
}

/** How images are grouped. */
interface Way {
  readonly strategy: string;
  readonly maxLayers: number;
  /** A folder of earlier groupings. */
  readonly previous?: string | undefined;
}

/** Pushes everything to one repository, in which tags share layers, and returns the bytes sent. */
async function measure(strategy: string, budget: number): Promise<void> {
  const registry = await startRegistry(join(store.folder, `registry-${strategy}-${budget}`));
  try {
    await pushAll(registry, strategy, budget);
  } finally {
    registry.stop();
  }
}

async function pushAll(registry: Registry, strategy: string, budget: number): Promise<void> {
  const push = async (name: string, { folder, tag }: OciLayout, step: string) => {
    const flags = ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false'];
    const to = `docker://${registry.address}/images:${name}-${step}`;
    await run('skopeo', [...flags, `oci:${folder}:${tag}`, to]);
    return registry.takeSent();
  };
  const tell = (step: string, sent: number, floor: number) => {
    const row = { strategy, budget, step, sent, floor, ratio: sent / floor };
    process.stdout.write(`${JSON.stringify(row)}\n`);
  };

  const [group, inherits] = strategy.split('+');
  const way: Way = { strategy: group!, maxLayers: budget };
  const before = await images(way, {});
  const previous = inherits === undefined ? undefined : await namesOf(way);
  const pathsBefore = new Set<string>();
  for (const [index, name] of IMAGES.entries()) {
    const fresh = (await pathsOf(before.get(name)!)).filter((path) => !pathsBefore.has(path));
    const sent = await push(name, before.get(name)!, 'first');
    tell(index === 0 ? `first push, ${name}` : `then ${name}`, sent, await bytesOf(fresh));
    for (const path of fresh) {
      pathsBefore.add(path);
    }
  }
  for (const [step, versions] of [
    ['release', { release: '2' }],
    ['libssl3', { updated: 'libssl3' }],
    ['libc6', { updated: 'libc6' }],
  ] as const) {
    const after = await images({ ...way, previous }, versions);
    const there = new Set(pathsBefore);
    let [sentToAll, floorOfAll] = [0, 0];
    for (const name of IMAGES) {
      const fresh = (await pathsOf(after.get(name)!)).filter((path) => !there.has(path));
      const sent = await push(name, after.get(name)!, step);
      const floor = await bytesOf(fresh);
      tell(`${step}, ${name}`, sent, floor);
      sentToAll += sent;
      floorOfAll += floor;
      for (const path of fresh) {
        there.add(path);
      }
    }
    tell(`${step}, all`, sentToAll, floorOfAll);
  }
}

async function images(way: Way, versions: Versions): Promise<Map<string, OciLayout>> {
  const folders = await build(way, versions, IMAGES);
  return new Map(IMAGES.map((name, index) => [name, readOciLayout(folders[index]!)]));
}

/** A folder with the names of each image's layers. */
async function namesOf(way: Way): Promise<string> {
  const folder = mkdtempSync(join(store.folder, 'names-'));
  const attributes = IMAGES.map((name) => `${name}.names`);
  for (const [index, file] of (await build(way, {}, attributes)).entries()) {
    copyFileSync(file, join(folder, `${IMAGES[index]}.json`));
  }
  return folder;
}

async function build(
  { strategy, maxLayers, previous }: Way,
  versions: Versions,
  attributes: readonly string[],
): Promise<string[]> {
  const texts = Object.entries({ strategy, ...versions });
  const file = join(REPOSITORY, 'test/bench/debian.nix');
  const outputs = await store.nix('nix-build', [
    ...[file, '--no-out-link', ...attributes.flatMap((name) => ['-A', name])],
    ...['--arg', 'packageSet', store.packageSet, '--arg', 'nixFolder', join(REPOSITORY, 'nix')],
    ...['--arg', 'debs', values.debs, '--arg', 'maxLayers', String(maxLayers)],
    ...(previous === undefined ? [] : ['--arg', 'previous', previous]),
    ...texts.flatMap(([name, value]) => ['--argstr', name, value]),
  ]);
  return outputs.trim().split('\n').map(store.physical);
}

async function pathsOf(layout: OciLayout): Promise<string[]> {
  return (await layout.storePaths()).flat();
}

/** Bytes of store paths, each compressed as its own layer. */
async function bytesOf(storePaths: readonly string[]): Promise<number> {
  let sum = 0;
  for (const path of storePaths) {
    let bytes = compressed.get(path);
    if (bytes === undefined) {
      const script = 'tar --create --directory="$0" "$1" | gzip --no-name | wc --bytes';
      bytes = Number(await run('bash', ['-c', script, store.physical('/'), path.slice(1)]));
      compressed.set(path, bytes);
    }
    sum += bytes;
  }
  return sum;
}
