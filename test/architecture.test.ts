import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** What each folder of src may import, besides itself; `..` is package.json. */
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
  ...['vitest.config.ts', 'biome.json', 'README.md', 'LICENSE', '.ci', '.git'],
  ...['.gitignore', '.gitattributes', '.npmignore', 'bin', 'src', 'fixtures', 'test', 'nix'],
];

interface Source {
  /** Relative to src, such as `layers/nixery.ts`. */
  readonly file: string;
  readonly text: string;
  readonly files: readonly string[];
  readonly modules: readonly string[];
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map(readSource);
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

function readSource(file: string): Source {
  const text = readFileSync(join('src', file), 'utf8');
  const imported = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!);
  const isFile = (name: string): boolean => name.startsWith('.');
  return {
    file,
    text,
    files: imported.filter(isFile).map((name) => normalize(join(dirname(file), name))),
    modules: imported.filter((name) => !isFile(name)),
  };
}

function folderOf(file: string): string {
  return file.split('/')[0]!;
}

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** The source files that importing `entry` loads. */
function reachedFrom(entry: string): Source[] {
  const reached = new Set([entry]);
  for (const file of reached) {
    for (const imported of sources.find((source) => source.file === file)!.files) {
      reached.add(imported);
    }
  }
  return sources.filter(({ file }) => reached.has(file));
}

test('imports run downward', () => {
  const upward = sources.flatMap(({ file, files }) => {
    const folder = folderOf(file);
    const allowed = [folder, ...MAY_IMPORT[folder]!];
    return files.filter((other) => !allowed.includes(folderOf(other))).map((o) => [file, o]);
  });
  expect(upward).toEqual([]);
});

test('only the command touches the process, the console and what Node brings', () => {
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

test('the library needs nothing that is not installed with it', () => {
  const needed = reachedFrom('index.ts').flatMap(({ modules }) => modules.map(packageOf));
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

test('the top level holds what was agreed, besides what is made', () => {
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
