import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains } from '../../../src/graph/bit-set.ts';
import { awaitedBuilds } from '../../../src/layers/fleet/awaited-builds.ts';
import { uniteClosures } from '../../../src/layers/fleet/unite-closures.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomFleetGraphs } from '../../helpers/random-fleets.ts';
import { renameDigests } from '../../helpers/rename-digests.ts';
import { closureFrom } from '../../helpers/store-graph.ts';

const weeks = fc.array(fc.constantFrom('this week', 'next week', 'week after next'), {
  minLength: 5,
  maxLength: 5,
});

test('a build is awaited by images that hold another, and nine in ten of whose paths have others', () => {
  checkProperty(fc.tuple(randomFleetGraphs, weeks), ([graphs, weekOf]) => {
    const closures = graphs.map(({ graph }, image) =>
      closureFrom(renameDigests(graph, weekOf[image]!)),
    );
    const { closure, pathsOf, imagesOf } = uniteClosures(closures, closures.length);
    const found = awaitedBuilds(closure, pathsOf, imagesOf);
    const othersOf = (storePath: string, name: string) =>
      closure.storePaths.filter(
        (other, path) => closure.names[path] === name && other !== storePath,
      );
    const isAwaiting = closures.map(({ storePaths, names }) => {
      const having = storePaths.filter((one, path) => othersOf(one, names[path]!).length > 0);
      return having.length >= 0.9 * storePaths.length;
    });
    closure.storePaths.forEach((storePath, path) => {
      const others = othersOf(storePath, closure.names[path]!);
      closures.forEach(({ storePaths }, image) => {
        const expected =
          isAwaiting[image]! &&
          !storePaths.includes(storePath) &&
          others.some((other) => storePaths.includes(other));
        expect(found !== undefined && contains(found[path]!, image)).toBe(expected);
      });
    });
  });
});
