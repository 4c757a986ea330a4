import { expect, test } from 'vitest';
import { dependencyGraph } from '../../src/closure/dependency-graph.ts';
import { successors } from '../../src/graph/csr.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom } from '../helpers/store-graph.ts';

test('has the store paths and references of the closure, by index', () => {
  checkProperty(randomGraphs, (storeGraph) => {
    const closure = closureFrom(storeGraph);
    const { storePaths, names, narSizes, references } = closure;
    const { nodes, edges } = dependencyGraph(closure).export();
    expect(nodes).toEqual(
      storePaths.map((storePath, path) => ({
        key: String(path),
        attributes: { storePath, name: names[path], narSize: narSizes[path] },
      })),
    );
    const expected = storePaths.flatMap((_, path) =>
      Array.from(successors(references, path), (target) => [String(path), String(target)]),
    );
    expect(edges.map(({ key, source, target }) => [key, source, target])).toEqual(
      expected.map(([source, target], edge) => [String(edge), source, target]),
    );
  });
});

test('is made once for a closure', () => {
  const closure = closureFrom({ roots: [], entries: [] });
  expect(dependencyGraph(closure)).toBe(dependencyGraph(closure));
  expect(dependencyGraph({ ...closure })).not.toBe(dependencyGraph(closure));
});
