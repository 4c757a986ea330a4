import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildClosure, type ClosureOptions } from '../../src/closure/build-closure.ts';
import { entryTable } from '../../src/closure/entry-table.ts';
import { successors } from '../../src/graph/csr.ts';
import { InputError } from '../../src/input/input-error.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { expectClosure } from '../helpers/expect-closure.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';

const pathOf = (name: string) => `/nix/store/${'0'.repeat(32)}-${name}`;

/** Entries from texts like `app: lib libc`. */
function entries(...lines: readonly string[]) {
  return lines.map((line) => {
    const [name = '', references = ''] = line.split(':');
    const narSize = 1;
    return {
      path: pathOf(name),
      narSize,
      references: references.split(' ').filter(Boolean).map(pathOf),
    };
  });
}

const GRAPH = entries('app: lib libc', 'docs: libc', 'lib: libc lib', 'libc: libc');

/** The names of paths and roots, and the notes. */
function built(graph = GRAPH, roots?: readonly string[], options: ClosureOptions = {}) {
  const notes: string[] = [];
  const note = (message: string) => void notes.push(message);
  const closure = buildClosure(entryTable(graph), roots, { ...options, note });
  expectClosure(closure);
  return {
    names: closure.names,
    roots: Array.from(closure.roots, (root) => closure.names[root]),
    notes,
  };
}

describe('roots', () => {
  test('come from the input, and no store path is left out', () => {
    expect(built(GRAPH, [pathOf('app')])).toEqual({
      names: ['app', 'docs', 'lib', 'libc'],
      roots: ['app'],
      notes: [],
    });
  });

  test('given by the caller replace those of the input and leave out what they do not reach', () => {
    expect(built(GRAPH, [pathOf('docs')], { roots: [pathOf('lib'), pathOf('libc')] })).toEqual({
      names: ['lib', 'libc'],
      roots: ['lib', 'libc'],
      notes: ['left out 2 store paths that the roots do not reach'],
    });
  });

  test('are guessed if there are none', () => {
    const guessed: number[] = [];
    expect(built(GRAPH, undefined, { onGuessedRoots: (count) => guessed.push(count) })).toEqual({
      names: ['app', 'docs', 'lib', 'libc'],
      roots: ['app', 'docs'],
      notes: [],
    });
    expect(guessed).toEqual([2]);
  });

  test.each([`${pathOf('lib')}/lib/lib.so`, `${pathOf('lib')}/`, pathOf('lib')])(
    'may be a file inside a store path: %s',
    (root) => {
      expect(built(GRAPH, [root]).roots).toEqual(['lib']);
      expect(built(GRAPH, undefined, { roots: [root] }).names).toEqual(['lib', 'libc']);
    },
  );

  test.each(['', '/', 'lib', '/nix/store', `${pathOf('lib')}-dev`, pathOf('other'), '__proto__'])(
    'that are not in the graph are refused: %j',
    (root) => {
      const found = `the root ${JSON.stringify(root)}, expected a store path of the graph`;
      expect(() => built(GRAPH, [root])).toThrow(`exportReferencesGraph: ${found}`);
      expect(() => built(GRAPH, [], { roots: [root] })).toThrow(`--root: ${found}`);
    },
  );

  test('allow missing references that they do not reach', () => {
    const graph = [...GRAPH, ...entries('other: gone')];
    expect(() => built(graph)).toThrow(InputError);
    expect(built(graph, undefined, { roots: [pathOf('app')] }).names).toEqual([
      'app',
      'lib',
      'libc',
    ]);
  });
});

describe('missing references', () => {
  test('are dropped when asked for, each counted once', () => {
    const { names, notes } = built(entries('app: gone lib gone', 'lib: gone lost'), [], {
      missing: 'drop',
    });
    expect(names).toEqual(['app', 'lib']);
    expect(notes).toEqual(['dropped 3 references to store paths that are not in the graph']);
  });

  test('that are dropped change nothing else', () => {
    checkProperty(fc.tuple(randomGraphs, fc.nat()), ([{ entries: all }, seed]) => {
      const kept = all.filter((_, index) => index !== seed % all.length);
      const held = new Set(kept.map(({ path }) => path));
      const clean = kept.map((entry) => ({
        ...entry,
        references: entry.references.filter((reference) => held.has(reference)),
      }));
      expect(buildClosure(entryTable(kept), undefined, { missing: 'drop' })).toEqual(
        buildClosure(entryTable(clean), undefined),
      );
    });
  });
});

describe('a cycle', () => {
  test.each([
    ['of two', ['a: b', 'b: a'], 'a -> b -> a'],
    ['of three', ['a: b c', 'b: c', 'c: a', 'd: a'], 'a -> c -> a'],
    ['beside what is sound', ['a: b', 'b: c', 'c: b d', 'd:'], 'b -> c -> b'],
  ])('%s is shown as a chain', (_, lines, chain) => {
    const shown = chain.split(' -> ').map(pathOf).join(' -> ');
    expect(() => built(entries(...lines))).toThrow(`a cycle of references, ${shown}`);
  });

  test('of many paths is shown in part', () => {
    const n = 100_000;
    const ring = Array.from({ length: n }, (_, index) => `p${index}: p${(index + 1) % n}`);
    const error = (() => {
      try {
        return built(entries(...ring));
      } catch (thrown) {
        return thrown as InputError;
      }
    })() as InputError;
    expect(error.message).toMatch(
      /^a cycle of references, .*-p0 -> .* -> \(99993 more\) -> .*-p0$/,
    );
    expect(error.message.length).toBeLessThan(1000);
  });

  test('a self-reference is not a cycle', () => {
    const closure = buildClosure(entryTable(GRAPH), undefined);
    expect(successors(closure.references, closure.names.indexOf('libc')).length).toBe(0);
  });
});

test('narSizes may add up to 2^53 - 1 bytes and no further', () => {
  const two = entries('a:', 'b:').map((entry) => ({ ...entry, narSize: 2 ** 52 }));
  const fitting = [{ ...two[0]!, narSize: 2 ** 52 - 1 }, two[1]!];
  expect(built(fitting).names).toEqual(['a', 'b']);
  expect(() => built(two)).toThrow('narSizes that add up to more than 2^53 - 1 bytes');
});
