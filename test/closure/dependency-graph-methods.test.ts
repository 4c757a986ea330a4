import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import writeGexf from 'graphology-gexf/common/writer.js';
import {
  degreeCentrality,
  inDegreeCentrality,
  outDegreeCentrality,
} from 'graphology-metrics/centrality/degree.js';
import { expect, test } from 'vitest';
import { type DependencyGraph, dependencyGraph } from '../../src/closure/dependency-graph.ts';
import { csrFromLists } from '../../src/graph/csr.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { acyclicLists } from '../helpers/random-lists.ts';

type Lists = readonly (readonly number[])[];
// biome-ignore lint/suspicious/noExplicitAny: methods by name
type AnyGraph = any;

const NO_ATTRIBUTES = Object.freeze({});

const attributesOf = (path: number) => ({
  storePath: `/nix/store/${path}-name`,
  name: `name ${path}`,
  narSize: path,
});

const ascendingLists: fc.Arbitrary<Lists> = acyclicLists.map((lists) =>
  lists.map((targets) => targets.toSorted((a, b) => a - b)),
);

/** The graph in plain form. */
function plainGraph(lists: Lists): DependencyGraph {
  const graph: DependencyGraph = new DirectedGraph({ allowSelfLoops: false });
  lists.forEach((_, path) => void graph.addNode(path, attributesOf(path)));
  let edge = 0;
  lists.forEach((targets, path) => {
    for (const target of targets) {
      graph.addDirectedEdgeWithKey(edge++, path, target, NO_ATTRIBUTES);
    }
  });
  return graph;
}

function graphOf(lists: Lists): DependencyGraph {
  const attributes = lists.map((_, path) => attributesOf(path));
  return dependencyGraph({
    storePaths: attributes.map(({ storePath }) => storePath),
    names: attributes.map(({ name }) => name),
    narSizes: Float64Array.from(attributes, ({ narSize }) => narSize),
    references: csrFromLists(lists),
    roots: new Uint32Array(0),
  });
}

const NEITHER = ['constructor', '_resetInstanceCounters', 'emit', 'import'];

const METHODS = [DirectedGraph.prototype, Object.getPrototypeOf(DirectedGraph.prototype)]
  .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
  .filter((name) => !NEITHER.includes(name));

const CALLS_BACK = Symbol('calls back');

const argument = fc.oneof(
  { weight: 6, arbitrary: fc.nat(26) },
  { weight: 4, arbitrary: fc.nat(26).map(String) },
  { weight: 4, arbitrary: fc.constant(CALLS_BACK) },
  fc.constantFrom<unknown>('00', '1.5', '-1', ' 1', '', 'name', null, undefined, Number.NaN, -0),
  fc.constant({ name: 'other' }),
);

const calls = fc.array(
  fc.record({
    method: fc.oneof(
      fc.constantFrom('inDegree', 'outDegree', 'inNeighbors', 'outNeighbors', 'forEachNode'),
      fc.constantFrom('getNodeAttributes', 'forEachEdge', 'nodes', 'edges', 'export', 'addNode'),
      fc.constantFrom(...METHODS),
    ),
    given: fc.array(argument, { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Everything that a call lets its caller see. */
function outcome(graph: AnyGraph, method: string, given: readonly unknown[]): unknown {
  const seen: unknown[] = [];
  const callback = (...args: unknown[]) => {
    seen.push(args.map((value) => visible(graph, value)));
    return seen.length % 2 === 0;
  };
  try {
    const value = graph[method](...given.map((one) => (one === CALLS_BACK ? callback : one)));
    return { value: visible(graph, value), seen, ...counters(graph) };
  } catch (error) {
    return { error: String(error), seen, ...counters(graph) };
  }
}

function counters({ order, size, directedSize, undirectedSize, selfLoopCount, type }: AnyGraph) {
  return { order, size, directedSize, undirectedSize, selfLoopCount, type };
}

function visible(graph: unknown, value: unknown): unknown {
  if (value === graph) {
    return 'the graph itself';
  }
  if (value instanceof DirectedGraph) {
    return value.export();
  }
  const isIterator = typeof (value as Iterator<unknown> | undefined)?.next === 'function';
  const copy = isIterator ? [...(value as Iterable<unknown>)] : value;
  return typeof copy === 'function' ? 'a function' : structuredClone(copy);
}

/** Keys that graphology makes contain a number that differs between graphs. */
const withoutMadeKeys = (value: unknown) =>
  JSON.parse((JSON.stringify(value) ?? 'null').replaceAll(/geid_\d+_/g, 'geid_'));

test('does what a plain graphology graph does, whatever is called', () => {
  checkProperty(
    fc.tuple(ascendingLists, calls),
    ([lists, sequence]) => {
      const graph = graphOf(lists);
      const plain = plainGraph(lists);
      for (const { method, given } of sequence) {
        const expected = withoutMadeKeys(outcome(plain, method, given));
        expect(withoutMadeKeys(outcome(graph, method, given)), method).toEqual(expected);
      }
      expect(withoutMadeKeys(graph.export())).toEqual(withoutMadeKeys(plain.export()));
      expect(counters(graph)).toEqual(counters(plain));
    },
    3000,
  );
});

test('metrics and exports are those of a plain graphology graph', () => {
  checkProperty(ascendingLists, (lists) => {
    const plain = plainGraph(lists);
    for (const centrality of [degreeCentrality, inDegreeCentrality, outDegreeCentrality]) {
      expect(centrality(graphOf(lists))).toEqual(centrality(plain));
      const assigned = graphOf(lists);
      const assignedPlain = plainGraph(lists);
      centrality.assign(assigned);
      centrality.assign(assignedPlain);
      expect(assigned.export()).toEqual(assignedPlain.export());
    }
    expect(writeGexf(graphOf(lists), {})).toBe(writeGexf(plain, {}));
    expect(DirectedGraph.from(graphOf(lists)).export()).toEqual(DirectedGraph.from(plain).export());
  });
});

test('a method that is held on to goes on to answer for the graph as it is', () => {
  const graph = graphOf([[1], []]);
  const inDegree = graph.inDegree.bind(graph);
  expect(inDegree('1')).toBe(1);
  graph.dropEdge('0');
  expect(inDegree('1')).toBe(0);
  expect(graph.size).toBe(0);
});

test('attributes are the same objects before and after it is filled', () => {
  const graph = graphOf([[1], []]);
  const before = graph.getNodeAttributes('1');
  graph.setNodeAttribute('1', 'narSize', 7);
  expect(before.narSize).toBe(7);
  expect(graph.getNodeAttributes('1')).toBe(before);
});

test('listeners hear of changes only', () => {
  const graph = graphOf([[1], []]);
  const heard: string[] = [];
  graph.on('nodeAdded', ({ key }) => heard.push(key));
  graph.addNode('2', attributesOf(2));
  expect(heard).toEqual(['2']);
});
