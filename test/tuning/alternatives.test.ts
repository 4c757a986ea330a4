import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { layerCost } from '../../src/layers/cost/cost.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { alternatives } from '../../src/tuning/alternatives.ts';
import { fixtureText } from '../helpers/fixture.ts';

const grouping = groupLayers(parseClosure(fixtureText('web.attrs.json')), { budget: 12 });
const { layers, model } = grouping;
const members = layers.map((layer) => [...layer.members]);

function total(partition: readonly (readonly number[])[]): number {
  return partition.reduce((sum, paths) => sum + layerCost(model, paths).cost, 0);
}

test('are the difference in cost of the whole grouping', () => {
  const now = total(members);
  members.forEach((paths, home) => {
    for (const path of paths) {
      const { alone, move } = alternatives(grouping, path);
      if (paths.length === 1) {
        expect({ alone, move }).toEqual({ alone: 0, move: undefined });
        continue;
      }
      const without = members.map((other) => other.filter((member) => member !== path));
      expect(alone).toBeCloseTo(total([...without, [path]]) - now, 2);

      const moves = without.map((_, to) =>
        total(without.map((other, layer) => (layer === to ? [...other, path].sort() : other))),
      );
      moves[home] = Number.POSITIVE_INFINITY;
      expect(move!.cost).toBeCloseTo(Math.min(...moves) - now, 2);
      expect(moves[move!.layer]! - now).toBeCloseTo(move!.cost, 2);
    }
  });
});
