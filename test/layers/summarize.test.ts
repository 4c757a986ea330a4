import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { fixtureText } from '../helpers/fixture.ts';

test('a grouping is summed up', () => {
  const closure = parseClosure(fixtureText('web.attrs.json'));
  const grouping = groupLayers(closure, { strategy: 'largest', budget: 2 });
  const [bottom, top] = grouping.layers;
  const narSize = closure.narSizes.reduce((sum, size) => sum + size, 0);
  expect(summarize(grouping)).toEqual({
    ...{ strategy: 'largest', revision: 1, budget: 2, layers: 2, paths: 60, narSize },
    largestShare: Math.max(bottom!.narSize, top!.narSize) / narSize,
    expectedPull: Math.round(
      bottom!.narSize * bottom!.changeProbability + top!.narSize * top!.changeProbability,
    ),
  });
});

test('an empty grouping has figures of 0', () => {
  const { layers, narSize, largestShare, expectedPull } = summarize(
    groupLayers(parseClosure('[]')),
  );
  expect([layers, narSize, largestShare, expectedPull]).toEqual([0, 0, 0, 0]);
});
