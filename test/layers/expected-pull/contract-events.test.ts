import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contractEvents } from '../../../src/layers/expected-pull/contract-events.ts';
import { eventsOf, weightTogether } from '../../../src/layers/pull-model/layer-cost.ts';
import type { PullModel } from '../../../src/layers/pull-model/pull-model.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { randomModels } from '../../helpers/random-models.ts';

const cases = randomModels(26).chain(({ model }) =>
  fc
    .subarray([...Array(model.n).keys()], { minLength: 1 })
    .chain((paths) => fc.tuple(fc.constant(model), fc.constant(paths), fc.subarray(paths))),
);

function weightOfUnion(model: PullModel, paths: readonly number[]): number {
  const row = eventsOf(model, paths);
  return weightTogether(model.wordWeights, row, 0, row, 0);
}

test('the weight of every union stays', () => {
  checkProperty(
    cases,
    ([model, paths, some]) => {
      const { rows, words, wordWeights, ownWeights } = contractEvents(model, paths);
      const row = new Int32Array(words);
      let weight = 0;
      for (const path of some) {
        const position = paths.indexOf(path);
        weight += ownWeights[position]!;
        rows.subarray(position * words, (position + 1) * words).forEach((word, at) => {
          row[at]! |= word;
        });
      }
      weight += weightTogether(wordWeights, row, 0, row, 0);
      expect(weight).toBe(weightOfUnion(model, some));
    },
    1000,
  );
});

test('events of one path take no room', () => {
  checkProperty(randomModels(26), ({ model }) => {
    expect(contractEvents(model, [model.n - 1]).words).toBe(0);
  });
});
