import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { InputError } from '../../src/input/input-error.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { CLOSURE_FORMS } from '../helpers/closure-forms.ts';
import { expectClosure } from '../helpers/expect-closure.ts';
import { largeGraph } from '../helpers/large-graph.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { shuffled } from '../helpers/shuffled.ts';
import { attrsJson, closureFrom, type StoreGraph } from '../helpers/store-graph.ts';

/** Every entry again with a self-reference and its references reversed, and each root twice. */
function repeated({ roots, entries }: StoreGraph): StoreGraph {
  const copies = entries.map((entry) => ({
    ...entry,
    references: [entry.path, ...entry.references.toReversed(), entry.path],
  }));
  return { roots: [...roots, ...roots], entries: [...entries, ...copies] };
}

describe.each(Object.entries(CLOSURE_FORMS))('%s', (_, write) => {
  test('gives the same closure as any other form, in any order', () => {
    checkProperty(fc.tuple(randomGraphs, fc.nat()), ([graph, seed]) => {
      const { roots } = graph;
      const closure = parseClosure(attrsJson(graph), { roots });
      expectClosure(closure);
      expect(parseClosure(write(graph), { roots })).toEqual(closure);
      expect(parseClosure(write(shuffled(graph, seed)), { roots })).toEqual(closure);
      expect(parseClosure(write(repeated(graph)), { roots })).toEqual(closure);
    });
  });

  test('is read from bytes, from text, and after a byte order mark', () => {
    checkProperty(randomGraphs, ({ roots, entries }) => {
      const text = write({ roots, entries });
      const closure = parseClosure(text);
      expect(parseClosure(new TextEncoder().encode(text))).toEqual(closure);
      expect(parseClosure(new TextEncoder().encode(`\ufeff${text}`))).toEqual(closure);
    });
  });
});

describe('a large graph', () => {
  // more than 16 MiB in each form of JSON, so that it is read in pieces
  const graph = largeGraph(16_000, 600);

  test.each(['attrs.json', 'exportReferencesGraph alone', 'path-info 2.19', 'dump-db'])(
    'is the same from bytes as from text: %s',
    (form) => {
      const text = CLOSURE_FORMS[form]!(graph);
      const bytes = new TextEncoder().encode(`\ufeff${text}`);
      expect(bytes.length).toBeGreaterThan(2 ** 24);
      expect(parseClosure(bytes)).toEqual(parseClosure(text));
    },
  );

  test('is refused with the place of the error', () => {
    const entries = graph.entries.map((entry, index) =>
      index === 15_000 ? { ...entry, narSize: -1 } : entry,
    );
    const text = attrsJson({ ...graph, entries });
    expect(() => parseClosure(new TextEncoder().encode(text))).toThrow(
      'graph[15000].narSize: -1, expected a whole number of bytes',
    );
    const broken = new TextEncoder().encode(text.replace(/}(?=]}$)/, '\n}}'));
    expect(() => parseClosure(broken)).toThrow('line 2, column 2: broken JSON at "}"');
  });

  test('is refused if it is broken or not text', () => {
    const zeros = new Uint8Array(2 ** 24 + 1);
    expect(() => parseClosure(zeros)).toThrow('expected JSON or a registration');
    expect(() => parseClosure(zeros.fill(0xff))).toThrow('bytes that are not UTF-8, expected text');
    expect(() => parseClosure(zeros.fill(0x20))).toThrow('nothing at all');
  });
});

test('an .attrs.json has roots, and paths that they do not reach are kept', () => {
  checkProperty(randomGraphs, (graph) => {
    const { storePaths, roots } = closureFrom(graph);
    expect([...storePaths].sort()).toEqual(graph.entries.map(({ path }) => path).sort());
    expect(Array.from(roots, (root) => storePaths[root]).sort()).toEqual([...graph.roots].sort());
  });
});

test('without roots they are the store paths without referrers', () => {
  checkProperty(randomGraphs, ({ entries }) => {
    const { storePaths, roots } = parseClosure(JSON.stringify(entries));
    const withoutReferrers = entries.filter(
      ({ path }) =>
        !entries.some((other) => other.path !== path && other.references.includes(path)),
    );
    expect(Array.from(roots, (root) => storePaths[root]).sort()).toEqual(
      withoutReferrers.map(({ path }) => path).sort(),
    );
  });
});

describe('an empty closure', () => {
  const inputs = [
    '[]',
    '{"version": 2, "storeDir": "/nix/store", "info": {}}',
    '{"exportReferencesGraph": {"graph": []}, "graph": []}',
    '{"exportReferencesGraph": {"graph": []}}',
  ];
  test.each(inputs)('%s', (input) => {
    expect(parseClosure(input).storePaths).toEqual([]);
  });
});

test('attributes may have the names of other forms', () => {
  const entry = { path: `/nix/store/${'a'.repeat(32)}-app`, narSize: 1, references: [] };
  const attributes = {
    ...{ version: '1.0', info: {}, paths: [], '/etc': 1 },
    ...{ exportReferencesGraph: { graph: entry.path }, graph: [entry] },
  };
  expect(parseClosure(JSON.stringify(attributes)).storePaths).toEqual([entry.path]);
});

test('brackets may be nested to any depth', () => {
  expect(() => parseClosure('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(InputError);
  expect(() => parseClosure('['.repeat(100_000))).toThrow(InputError);
  expect(() => parseClosure('{"/":'.repeat(100_000))).toThrow(InputError);
});
