import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** What each folder of src may import besides itself; `..` is package.json. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  input: [],
  graph: [],
  closure: ['graph', 'input'],
  layers: ['closure', 'graph', 'input'],
  tuning: ['layers', 'closure', 'graph', 'input'],
  report: ['tuning', 'layers', 'closure', 'graph', 'input'],
  'index.ts': ['tuning', 'report', 'layers', 'closure', 'graph', 'input'],
  cli: ['tuning', 'report', 'layers', 'closure', 'graph', 'input', '..'],
};

const AGREED_TOP_LEVEL = [
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
  ...['vitest.config.ts', 'biome.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.ci', '.git'],
  ...['.gitignore', '.gitattributes', '.npmignore', 'bin', 'src', 'fixtures', 'test', 'nix'],
];

/** Files in the longest chain of imports, types included, that src may have. */
const LONGEST_CHAIN = 12;

/** Files that the default command may load; the aim is 70. */
const MOST_LOADED = 100;

interface Source {
  /** Relative to src, such as `layers/strategies/nixery.ts`. */
  readonly file: string;
  readonly text: string;
  /** The files that it imports, including types and dynamic imports. */
  readonly files: readonly string[];
  /** The files that are loaded with it. */
  readonly loaded: readonly string[];
  readonly modules: readonly string[];
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map(readSource);
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

function readSource(file: string): Source {
  const text = readFileSync(join('src', file), 'utf8');
  const imported = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!);
  const withoutTypes = text.replace(/^(?:import|export) type [^;]*;/gm, '');
  const loaded = [...withoutTypes.matchAll(/\b(?:from|import)\s*'([^']+)'/g)].map((m) => m[1]!);
  const isFile = (name: string): boolean => name.startsWith('.');
  const filesOf = (names: readonly string[]): string[] =>
    names.filter(isFile).map((name) => normalize(join(dirname(file), name)));
  return {
    file,
    text,
    files: filesOf(imported),
    loaded: filesOf(loaded),
    modules: imported.filter((name) => !isFile(name)),
  };
}

function folderOf(file: string): string {
  return file.split('/')[0]!;
}

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** The source files that `entries` lead to, themselves included. */
function reachedFrom(entries: readonly string[], next: 'files' | 'loaded'): Source[] {
  const reached = new Set(entries);
  for (const file of reached) {
    for (const imported of sources.find((source) => source.file === file)?.[next] ?? []) {
      reached.add(imported);
    }
  }
  return sources.filter(({ file }) => reached.has(file));
}

/** The files of the longest chain of imports. */
function longestChain(): string[] {
  const chains = new Map<string, string[]>();
  // each round does the files whose imports are all done
  for (let pending = sources; pending.length > 0; ) {
    const ready = pending.filter(({ files }) =>
      files.every((file) => chains.has(file) || !sources.some((source) => source.file === file)),
    );
    if (ready.length === 0) {
      throw new Error(`imports in a circle, among ${pending.map(({ file }) => file).join(', ')}`);
    }
    for (const { file, files } of ready) {
      const below = files.map((imported) => chains.get(imported) ?? []);
      chains.set(file, [file, ...below.reduce((a, b) => (b.length > a.length ? b : a), [])]);
    }
    pending = pending.filter(({ file }) => !chains.has(file));
  }
  return [...chains.values()].reduce((a, b) => (b.length > a.length ? b : a));
}

test('imports run downward', () => {
  const upward = sources.flatMap(({ file, files }) => {
    const folder = folderOf(file);
    const allowed = [folder, ...MAY_IMPORT[folder]!];
    return files.filter((other) => !allowed.includes(folderOf(other))).map((o) => [file, o]);
  });
  expect(upward).toEqual([]);
});

test('no chain of imports is long, and none is a circle', () => {
  const chain = longestChain();
  expect(chain.length, chain.join('\n→ ')).toBeLessThanOrEqual(LONGEST_CHAIN);
});

test('the default command loads few files', () => {
  const loaded = reachedFrom(
    ['cli/main.ts', 'cli/command.ts', 'cli/commands/group.run.ts'],
    'loaded',
  );
  expect(loaded.length).toBeLessThanOrEqual(MOST_LOADED);
});

test('only the command uses the process, the console and modules of Node.js', () => {
  const touching = sources.filter(
    ({ text, modules }) =>
      /\b(process|console|globalThis)\s*[.[]/.test(text) ||
      modules.some((module) => module.startsWith('node:')),
  );
  expect(touching.length).toBeGreaterThan(0);
  expect(new Set(touching.map(({ file }) => folderOf(file)))).toEqual(new Set(['cli']));
});

test('only the command knows commander', () => {
  const folders = sources
    .filter(({ modules }) => modules.includes('commander'))
    .map(({ file }) => folderOf(file));
  expect(new Set(folders)).toEqual(new Set(['cli']));
});

test('the library needs only what is installed with it', () => {
  const needed = reachedFrom(['index.ts'], 'files').flatMap(({ modules }) =>
    modules.map(packageOf),
  );
  expect(needed.length).toBeGreaterThan(0);
  expect(needed.filter((name) => !(name in dependencies))).toEqual([]);
});

test('every run-time dependency is imported', () => {
  const imported = sources.flatMap(({ modules }) => modules.map(packageOf));
  expect(Object.keys(dependencies).filter((name) => !imported.includes(name))).toEqual([]);
});

test('nothing is exported by default', () => {
  expect(sources.filter(({ text }) => /^export (default|\{[^}]*\bdefault\b)/m.test(text))).toEqual(
    [],
  );
});

test('the top level contains what was agreed and what is generated', () => {
  const made = readFileSync('.gitignore', 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''));
  const isMade = (entry: string): boolean =>
    made.some(
      (name) => name === entry || (name.endsWith('*') && entry.startsWith(name.slice(0, -1))),
    );
  const others = readdirSync('.').filter((entry) => !AGREED_TOP_LEVEL.includes(entry));
  expect(others.filter((entry) => !isMade(entry))).toEqual([]);
});

test('whoever installs the package is not asked to allow a script', () => {
  // npm ci builds by postprepare, which npm neither runs nor mentions for a package that is installed
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const asked = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare'];
  expect(asked.filter((name) => name in scripts)).toEqual([]);
});

test('one file imports child_process, by the name that is not an empty module in the bundle', () => {
  const importers = sources.filter(({ text }) => /from '(node:)?child_process'/.test(text));
  expect(importers.map(({ file }) => file)).toEqual(['cli/spawn.ts']);
});
