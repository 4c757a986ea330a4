import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../e2e/run.ts';

/** The packages of one store path: one, or several that depend on each other. */
interface Package {
  readonly version: string;
  readonly files: readonly string[];
  readonly depends: readonly string[];
}

/**
 * Downloads Debian packages and their dependencies into a folder, and writes to its packages.json which store
 * paths they make. Does nothing if that file exists.
 */
export async function fetchDebianPackages(
  folder: string,
  wanted: readonly string[],
): Promise<void> {
  const list = join(folder, 'packages.json');
  if (existsSync(list)) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  const less = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const flags = ['--recurse', ...less.map((kind) => `--no-${kind}`)];
  const found = await run('apt-cache', ['depends', ...flags, ...wanted]);
  const names = found.split('\n').filter((line) => /^[a-z0-9]/.test(line));
  const shown = await run('apt-cache', ['show', '--no-all-versions', ...new Set(names)]);
  const real = [...shown.matchAll(/^Package: (.*)$/gm)].map(([, name]) => name!);
  await run('bash', ['-c', 'cd "$0" && apt-get download --quiet "$@"', folder, ...new Set(real)]);

  const dependencies = new Map<string, { version: string; file: string; depends: string[] }>();
  const providers = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    const names = ['Package', 'Version', 'Provides', 'Pre-Depends', 'Depends'];
    const fields = await run('dpkg-deb', ['--field', join(folder, file), ...names]);
    const [name = '', version = '', provides = '', preDepends = '', depends = ''] = names.map(
      (field) => new RegExp(`^${field}: (.*)$`, 'm').exec(fields)?.[1],
    );
    dependencies.set(name, { version, file, depends: `${preDepends},${depends}`.split(',') });
    for (const provided of provides.split(',')) {
      providers.set(plain(provided), name);
    }
  }
  const packageNamed = (name: string) => (dependencies.has(name) ? name : providers.get(name));
  const edges = new Map<string, string[]>();
  const queue = [...wanted];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (!edges.has(name)) {
      const alternatives = dependencies.get(name)!.depends.map((one) => one.split('|').map(plain));
      const chosen = alternatives.map((each) =>
        each.map(packageNamed).find((one) => one !== undefined),
      );
      const depends = [
        ...new Set(chosen.filter((one) => one !== undefined && one !== name)),
      ] as string[];
      edges.set(name, depends);
      queue.push(...depends);
    }
  }

  const together = cycles(edges);
  const packages: Record<string, Package> = {};
  for (const [name, members] of together.members) {
    const all = members.flatMap((member) => edges.get(member)!.map((one) => together.of.get(one)!));
    packages[name] = {
      version: dependencies.get(name)!.version.replace(/[:~]/g, '_'),
      files: members.map((member) => dependencies.get(member)!.file),
      depends: [...new Set(all)].filter((one) => one !== name).sort(),
    };
  }
  writeFileSync(list, JSON.stringify(packages, null, 2));
}

function plain(dependency: string): string {
  return dependency.replace(/\(.*\)|:any/g, '').trim();
}

/** Finds packages that depend on each other; the first name in the alphabet stands for all of them. */
function cycles(edges: ReadonlyMap<string, readonly string[]>) {
  const reached = new Map([...edges.keys()].map((name) => [name, reachable(name)]));
  function reachable(from: string): Set<string> {
    const seen = new Set<string>();
    const queue = [...edges.get(from)!];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (!seen.has(name)) {
        seen.add(name);
        queue.push(...edges.get(name)!);
      }
    }
    return seen;
  }
  const of = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const name of [...edges.keys()].sort()) {
    const same = [...reached.get(name)!].filter((other) => reached.get(other)!.has(name));
    const representative = [name, ...same].sort()[0]!;
    of.set(name, representative);
    members.set(representative, [...(members.get(representative) ?? []), name]);
  }
  return { of, members };
}
