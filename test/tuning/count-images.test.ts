import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameWithoutVersion } from '../../src/closure/name-without-version.ts';
import { addCounts } from '../../src/tuning/add-counts.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { countReferences } from '../../src/tuning/count-references.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom } from '../helpers/store-graph.ts';

/** Images, of which some are there twice. */
const images = fc
  .tuple(fc.array(randomGraphs, { maxLength: 3 }), fc.nat(2))
  .map(([graphs, twice]) => [...graphs, ...graphs.slice(0, twice)]);

test.each(['name', 'name-version'] as const)('by %s: the images that hold it', (by) => {
  checkProperty(images, (graphs) => {
    const counts = countImages(graphs.map(closureFrom), by);
    const names = graphs.map(({ entries }) =>
      entries.map(({ path }) =>
        by === 'name' ? nameWithoutVersion(path.slice(44)) : path.slice(44),
      ),
    );
    const distinct = [...new Set(names.flat())].sort();
    expect([...counts]).toEqual(
      distinct.map((name) => [name, names.filter((held) => held.includes(name)).length]),
    );
  });
});

test('references: the store paths of all images that refer to a name, each once', () => {
  checkProperty(images, (graphs) => {
    const edges = new Set(
      graphs.flatMap(({ entries }) =>
        entries.flatMap(({ path, references }) =>
          references.filter((target) => target !== path).map((target) => `${path} ${target}`),
        ),
      ),
    );
    const targets = [...edges].map((edge) => edge.split(' ')[1]!.slice(44));
    const expected = [...new Set(targets)]
      .sort()
      .map((name) => [name, targets.filter((target) => target === name).length] as const)
      .filter(([, count]) => count > 1);
    expect([...countReferences(graphs.map(closureFrom))]).toEqual(expected);
  });
});

test('counting two times and adding is counting once', () => {
  checkProperty(fc.tuple(images, images), ([some, others]) => {
    const [a, b, both] = [some, others, [...some, ...others]].map((graphs) =>
      countImages(graphs.map(closureFrom)),
    );
    expect([...addCounts([a!, b!])]).toEqual([...both!]);
  });
});

test('every name is counted, also those that objects have by themselves', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', '10', '9'];
  const graph = drawGraph(names.join(' '), ...names.map((name) => `${name} 1`));
  const counts = countImages([closureFrom(graph), closureFrom(graph)]);
  expect([...counts]).toEqual(names.sort().map((name) => [name, 2]));
});

test('a sum stays a count that can be read back', () => {
  const most = new Map([['a', Number.MAX_SAFE_INTEGER]]);
  expect(addCounts([most, most]).get('a')).toBe(Number.MAX_SAFE_INTEGER);
});
